"""What has to be there before anything is measured: programs, a virtual environment, the data. And what machine it is."""

import gzip
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "peers"

# the peer takes two minutes for twice the last
INVENTED = (5_000, 20_000, 40_000)
SEED = 1


@dataclass(frozen=True)
class Paths:
    here: Path
    news: Path
    plain: Path
    matrix: Path
    data: Path
    invented: dict[int, Path]
    python: Path
    stages: Path
    samestory: Path
    rust_peers: Path


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def virtual_environment():
    """Python with the pinned requirements."""
    folder = WORK / "venv"
    python, installed = folder / "bin" / "python", folder / "requirements.txt"
    wanted = (HERE / "requirements.txt").read_text()
    if not installed.exists() or installed.read_text() != wanted:
        run(sys.executable, "-m", "venv", folder)
        run(python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt")
        installed.write_text(wanted)
    return python


def invent(generate, data):
    """Files of invented articles, by how many these are."""
    files = {articles: data / f"invented-{SEED}-{articles}.jsonl" for articles in INVENTED}
    for articles, path in files.items():
        if not path.exists() or path.stat().st_mtime < generate.stat().st_mtime:
            with open(path, "wb") as file:
                run(generate, articles, "--seed", SEED, stdout=file)
    return files


def prepare(news):
    """Builds and installs everything, decompresses the file, writes the matrix, invents articles."""
    data = WORK / "data"
    data.mkdir(parents=True, exist_ok=True)
    run("cargo", "build", "--release", "--bin", "samestory", "--example", "stages", "--example", "generate", cwd=ROOT)
    rust = WORK / "rust"
    manifest = HERE / "rust" / "Cargo.toml"
    run("cargo", "build", "--release", "--locked", "--manifest-path", manifest, "--target-dir", rust)
    python = virtual_environment()
    news = Path(news).resolve()
    plain = news
    if news.suffix == ".gz":
        plain = data / news.stem
        if not plain.exists() or plain.stat().st_mtime < news.stat().st_mtime:
            with gzip.open(news) as packed, open(plain, "wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
    matrix = data / f"{plain.stem}.matrix"
    if not matrix.exists() or matrix.stat().st_mtime < plain.stat().st_mtime:
        run(python, HERE / "matrix.py", plain, matrix)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    return Paths(
        here=HERE,
        news=news,
        plain=plain,
        matrix=matrix,
        data=data,
        invented=invent(target / "examples" / "generate", data),
        python=python,
        stages=target / "examples" / "stages",
        samestory=target / "samestory",
        rust_peers=rust / "release" / "samestory-peers",
    )


def pin(threads):
    """Keeps this process and its children on as many cores as threads; says which."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned"
    cores = sorted(os.sched_getaffinity(0))[:threads]
    os.sched_setaffinity(0, cores)
    return ", ".join(str(core) for core in cores)


def limit_threads(threads):
    """The environment that keeps numeric libraries to so many threads."""
    libraries = ("OMP", "OPENBLAS", "MKL", "NUMBA", "RAYON")
    return {**os.environ, **{f"{library}_NUM_THREADS": str(threads) for library in libraries}}


def said(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def description(news, threads, cores):
    """Machine, versions and data, line by line."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    commit = said("git", "rev-parse", "--short", "HEAD") + (" and changes" if said("git", "status", "--short") else "")
    packages = (HERE / "requirements.txt").read_text().splitlines()
    return [
        f"data: {Path(news).name}",
        f"threads: {threads} on core {cores}",
        f"samestory: {commit}",
        f"machine: {models[0] if models else platform.processor()}, {os.cpu_count()} cores, {memory:.1f} GB",
        f"load when it began: {', '.join(f'{load:.1f}' for load in os.getloadavg())}",
        f"system: {platform.system()} {platform.release()}; {said('rustc', '--version')}; Python {platform.python_version()}",
        f"packages: {' '.join(line for line in packages if '==' in line)}",
    ]
