#!/usr/bin/env python3
"""Opens the pages that the command makes in a real browser, and uses them as readers do.

    python3 tests/browser/browser.py --binary target/debug/samestory [--screenshots FOLDER]

Needs chromium and chromedriver, which are spoken to by the WebDriver protocol; where they are not installed it says so, and is done.
"""

import argparse
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "data" / "sample.jsonl"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"escape": "\ue00c", "tab": "\ue004", "enter": "\ue007"}
DESKTOP, PHONE = (1280, 900), (390, 844)


def wait_for(what, ask, seconds=20):
    """Asks until the answer is something, and gives that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} was not seen within {seconds} s")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """A browser that is driven over HTTP."""

    def __init__(self, chromium, driver, dark=False, size=DESKTOP):
        self.port = free_port()
        self.process = subprocess.Popen(
            [driver, f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.profile = tempfile.mkdtemp(prefix="samestory-browser-")
        arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            f"--user-data-dir={self.profile}",
            "--lang=en",
        ]
        options = {
            "binary": chromium,
            "args": arguments + (["--blink-settings=preferredColorScheme=0"] if dark else []),
            "mobileEmulation": {"deviceMetrics": {"width": size[0], "height": size[1], "pixelRatio": 2}}
            if size == PHONE
            else None,
            "perfLoggingPrefs": {"enableNetwork": True},
        }
        capabilities = {
            "browserName": "chrome",
            "goog:chromeOptions": {key: value for key, value in options.items() if value is not None},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        wait_for("the driver", self.is_ready)
        made = self.send("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.session = f"/session/{made['sessionId']}"
        if size != PHONE:
            self.send("POST", f"{self.session}/window/rect", {"width": size[0], "height": size[1]})

    def is_ready(self):
        try:
            return self.send("GET", "/status")["ready"]
        except OSError:
            return False

    def send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.read().decode()[:500]}") from error

    def open(self, address):
        self.send("POST", f"{self.session}/url", {"url": address})

    def run(self, script, *arguments):
        return self.send("POST", f"{self.session}/execute/sync", {"script": script, "args": list(arguments)})

    def keys(self, *keys):
        """Types keys, by their names or as they are."""
        actions = []
        for key in keys:
            value = KEYS.get(key, key)
            actions += [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.send("POST", f"{self.session}/actions", {"actions": [source]})

    def click(self, selector):
        element = self.send("POST", f"{self.session}/element", {"using": "css selector", "value": selector})
        self.send("POST", f"{self.session}/element/{element[ELEMENT]}/click", {})

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def screenshot(self, folder, name):
        if folder:
            import base64

            picture = base64.b64decode(self.send("GET", f"{self.session}/screenshot"))
            (folder / f"{name}.png").write_bytes(picture)

    def log(self, kind):
        return self.send("POST", f"{self.session}/se/log", {"type": kind})

    def complaints(self):
        """What the console says that is wrong."""
        return [entry["message"] for entry in self.log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """The addresses that the page has asked for."""
        asked = []
        for entry in self.log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return asked

    def close(self):
        try:
            self.send("DELETE", self.session)
        finally:
            self.process.terminate()
            self.process.wait(timeout=20)
            shutil.rmtree(self.profile, ignore_errors=True)


SHOWN = "return [...document.querySelectorAll('#list li[data-n]')].filter((row) => row.checkVisibility()).length"
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


def opened(browser):
    return browser.run("return location.hash.length > 1 && !document.getElementById('view').hidden")


def check_list_and_story(browser, pictures, name):
    """Filters, opens the story of the Algiers visit, reads its sources and the difference of two versions."""
    all_rows = browser.run("return document.querySelectorAll('#list li[data-n]').length")
    assert browser.run(SHOWN) > 10, "no rows are shown"
    browser.screenshot(pictures, f"{name}-list")

    browser.keys("/")
    assert browser.run("return document.activeElement.name") == "q", "/ does not lead to the search"
    browser.keys(*"algiers")
    wait_for("what the filter leaves", lambda: "stories" in browser.text(".filters output"))
    shown = browser.run(SHOWN)
    assert 0 < shown < all_rows, f"{shown} of {all_rows} rows are left"
    browser.screenshot(pictures, f"{name}-filtered")
    browser.keys("escape")
    assert browser.run("return document.activeElement.name") != "q", "Escape does not leave the search"

    largest = """
        const rows = [...document.querySelectorAll('#list li[data-n]')].filter((row) => row.checkVisibility());
        rows.sort((a, b) => b.dataset.n - a.dataset.n);
        rows[0].querySelector('a.headline').focus();
        return rows[0].querySelector('a.headline').innerText;
    """
    headline = browser.run(largest)
    browser.keys("enter")
    wait_for("the view of the story", lambda: opened(browser))
    view = browser.text("#view")
    assert headline in view, f"the story is not {headline!r}"
    for source in ("Associated Press", "The New York Times", "Washington Post"):
        assert source in browser.text("#view .sources"), f"{source} is not among the sources"
    for part in ("Who wrote, who copied", "Why these are together", "The articles"):
        assert part in view, f"the view has no part {part!r}"
    browser.screenshot(pictures, f"{name}-story")

    reveal = """
        const diff = document.querySelector('#view table.diff');
        for (let at = diff; at; at = at.parentElement) if (at.matches('details')) at.open = true;
        diff?.scrollIntoView({ block: 'center' });
        return Boolean(diff && diff.querySelector('del, .deleted') && diff.querySelector('ins, .added'));
    """
    assert browser.run(reveal), "there is no difference of versions"
    browser.screenshot(pictures, f"{name}-versions")

    first = browser.run("return location.hash")
    if shown > 1:
        browser.keys("k" if browser.run("return [...document.querySelectorAll('#list li[data-n]:not([hidden]) a.headline')].at(-1).hash === location.hash") else "j")
        wait_for("another story", lambda: browser.run("return location.hash") != first)
    browser.keys("escape")
    wait_for("the list", lambda: browser.run("return !document.getElementById('list').hidden"))


def check_quiet(browser, allowed):
    complaints = browser.complaints()
    assert not complaints, f"the console says: {complaints}"
    # the browser has pages of its own, which are of no network
    network = [url for url in browser.requests() if url.split(":")[0] in ("http", "https", "ws", "wss", "ftp")]
    others = [url for url in network if not url.startswith(allowed + "/")]
    assert not others, f"the page asks elsewhere: {others}"


def check_report(make, pictures, folder, binary):
    page = folder / "report.html"
    subprocess.run([binary, "report", SAMPLE, "--html", page], check=True, stderr=subprocess.DEVNULL)
    address = page.as_uri()
    for name, options in [("report", {}), ("report-dark", {"dark": True}), ("report-phone", {"size": PHONE})]:
        browser = make(**options)
        try:
            browser.open(address)
            if options.get("dark"):
                color = browser.run("return getComputedStyle(document.body).backgroundColor")
                light = sum(int(part) for part in color.strip("rgba()").split(",")[:3])
                assert light < 150, f"the page is {color} in the dark"
            check_list_and_story(browser, pictures, name)
            assert browser.run(OVERFLOW) <= 0, "the page is wider than the window"
            check_quiet(browser, "file:")
        finally:
            browser.close()


def check_server(make, pictures, folder, binary):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    lines = SAMPLE.read_text().splitlines()
    part = folder / "part.jsonl"
    part.write_text("\n".join(lines[:120]) + "\n")
    server = subprocess.Popen(
        [binary, "serve", part, "--listen", f"127.0.0.1:{port}", "--title", "Sample"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert "listening" in server.stderr.readline()
        browser = make()
        try:
            browser.open(address + "/")
            wait_for("the connection", lambda: browser.text(".following") == "Live")
            before = browser.run("return document.querySelectorAll('#list li[data-n]').length")
            browser.screenshot(pictures, "served-before")
            body = "\n".join(lines[120:]).encode()
            request = urllib.request.Request(
                address + "/v1/articles", body, {"Content-Type": "application/x-ndjson"}, method="POST"
            )
            with urllib.request.urlopen(request, timeout=60) as answer:
                assert json.load(answer)["accepted"] == len(lines) - 120
            wait_for(
                "more stories", lambda: browser.run("return document.querySelectorAll('#list li[data-n]').length") > before
            )
            browser.screenshot(pictures, "served-after")
            check_list_and_story(browser, pictures, "served")
            browser.open(address + "/stories/chicago-algiers-ap")
            wait_for("the connection", lambda: browser.text(".following") == "Live")
            assert "The New York Times" in browser.text("#view .sources")
            browser.screenshot(pictures, "served-page")
            related = browser.run("return document.querySelector(\".related a[href^='#s']\")?.hash ?? ''")
            if related:
                browser.click(f".related a[href='{related}']")
                wait_for("the related story", lambda: browser.run("return location.pathname") == f"/stories/{related[1:]}")
            check_quiet(browser, address)
        finally:
            browser.close()
        if pictures:
            for name, options in [("served-dark", {"dark": True}), ("served-phone", {"size": PHONE})]:
                browser = make(**options)
                try:
                    browser.open(address + "/")
                    wait_for("the connection", lambda: browser.text(".following") == "Live")
                    browser.screenshot(pictures, name)
                    browser.open(address + "/stories/chicago-algiers-ap")
                    browser.screenshot(pictures, f"{name}-page")
                    assert browser.run(OVERFLOW) <= 0, "the page is wider than the window"
                finally:
                    browser.close()
    finally:
        server.terminate()
        assert server.wait(timeout=30) == 0, "the server does not end well"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        print("skipped: chromium and chromedriver are not installed (Debian: chromium, chromium-driver)")
        return
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    binary = str(pathlib.Path(arguments.binary).resolve())
    has_server = subprocess.run([binary, "serve", "--help"], capture_output=True, text=True).stdout
    make = lambda **options: Browser(chromium, driver, **options)
    with tempfile.TemporaryDirectory(prefix="samestory-pages-") as folder:
        begun = time.monotonic()
        check_report(make, arguments.screenshots, pathlib.Path(folder), binary)
        print(f"report: good, {time.monotonic() - begun:.1f} s")
        if "--listen" not in has_server:
            print("server: skipped, this binary was built without it")
            return
        begun = time.monotonic()
        check_server(make, arguments.screenshots, pathlib.Path(folder), binary)
        print(f"server: good, {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    main()
