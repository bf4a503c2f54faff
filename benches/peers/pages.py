"""What trafilatura reads of saved pages, to be judged beside this project's reader.

    pages.py GOLD.json > FOUND.jsonl
    cargo run --release -p samestory-lab --example pages -- --found FOUND.jsonl GOLD.json

The pages stand beside GOLD.json, whose form the example describes. Needs trafilatura (2.3.1 was measured).
"""

import json
import sys
from pathlib import Path

from trafilatura import bare_extraction

gold = Path(sys.argv[1])
for page in (known["page"] for known in json.loads(gold.read_bytes())):
    try:
        found = bare_extraction((gold.parent / page).read_bytes(), include_comments=False, with_metadata=True)
    except Exception as error:
        print(f"{page}: {error}", file=sys.stderr)
        found = None
    found = found.as_dict() if found else {}
    fields = {name: found.get(name) or "" for name in ("title", "text", "date", "author")}
    print(json.dumps({"page": page, **fields}, ensure_ascii=False))
