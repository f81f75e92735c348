# SPDX-License-Identifier: MIT
"""Chromium without a window, driven over WebDriver (a W3C recommendation) with nothing but http.client: open a page, press
keys, move the pointer, run JavaScript, read the console, take pictures. Next: browser.py, which uses it."""

import base64
import http.client
import json
import os
import pathlib
import re
import shutil
import subprocess
import time

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
KEYS = {"ArrowLeft": "\ue012", "ArrowRight": "\ue014", "ArrowUp": "\ue013", "ArrowDown": "\ue015", "Shift": "\ue008",
        "Control": "\ue009", "Enter": "\ue007", "Escape": "\ue00c", "Home": "\ue011", "End": "\ue010", "Tab": "\ue004"}


def is_there():
    return bool(CHROMIUM and DRIVER)


class Browser:
    """One Chromium with one window. Used in a `with`: both processes end there."""

    def __init__(self, folder, width=1280, height=800):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.size = width, height

    def __enter__(self):
        environment = {**os.environ, "HOME": str(self.folder), "TMPDIR": str(self.folder)}
        log = self.folder / "chromedriver.log"
        self.driver = subprocess.Popen([DRIVER, "--port=0", f"--log-path={self.folder / 'driver.log'}"], stdout=open(log, "wb"), stderr=subprocess.STDOUT,
                                       env=environment)
        try:
            self.port = self.wait_for(lambda: re.search(r"started successfully on port (\d+)", log.read_text()), 30)[1]
            width, height = self.size
            options = {"binary": CHROMIUM, "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                                                    "--no-first-run", f"--window-size={width},{height}", f"--user-data-dir={self.folder / 'profile'}"]}
            answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
                "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}})
            self.session = f"/session/{answer['sessionId']}"
            self.resize(width, height)
        except BaseException:
            self.driver.kill()
            raise
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait(20)

    def wait_for(self, condition, seconds=20):
        until = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > until:
                raise TimeoutError(f"not within {seconds} s")
            time.sleep(0.02)
        return found

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", int(self.port), timeout=120)
        connection.request(method, path, None if method in ("GET", "DELETE") else json.dumps(body or {}), {"Content-Type": "application/json"})
        value = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(f"{value['error']}: {value['message'].splitlines()[0][:300]}")
        return value

    def resize(self, width, height):
        """So that the page itself has this size."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path, fragment=""):
        self.call("POST", f"{self.session}/url", {"url": "about:blank"})
        self.logs("browser"), self.logs("performance")
        self.call("POST", f"{self.session}/url", {"url": path.absolute().as_uri() + fragment})

    def run(self, script, *arguments):
        """The value of a function's body; a promise is waited for."""
        return self.call("POST", f"{self.session}/execute/sync", {"script": script, "args": list(arguments)})

    def command(self, name, **parameters):
        """Of Chromium's own protocol for developers' tools."""
        return self.call("POST", f"{self.session}/goog/cdp/execute", {"cmd": name, "params": parameters})

    def busy(self):
        """Seconds for which the page's main thread has had a processor since it was opened: scripts, styles, layout, painting."""
        self.command("Performance.enable", timeDomain="threadTicks")
        return {metric["name"]: metric["value"] for metric in self.command("Performance.getMetrics")["metrics"]}["TaskDuration"]

    def logs(self, kind):
        return self.call("POST", f"{self.session}/se/log", {"type": kind})

    def press(self, *keys):
        """The last key, while the ones before are held."""
        codes = [KEYS.get(key, key) for key in keys]
        actions = [{"type": "keyDown", "value": code} for code in codes] + [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self.call("POST", f"{self.session}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def type(self, text):
        for letter in text:
            self.press(letter)

    def point(self, x, y, click=False):
        actions = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}]
        if click:
            actions += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.call("POST", f"{self.session}/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": actions}]})

    def place_of(self, selector):
        """The middle of the first element that the selector finds; None: there is none."""
        return self.run("""const element = document.querySelector(arguments[0]);
            if (!element) return null;
            const box = element.getBoundingClientRect();
            return [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];""", selector)

    def click(self, selector):
        place = self.place_of(selector)
        if place is None:
            raise LookupError(f"there is no {selector}")
        self.point(*place, click=True)

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.call("GET", f"{self.session}/screenshot")))
