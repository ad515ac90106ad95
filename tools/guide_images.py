"""`make guide-images`: the pictures of docs/guide and docs/images, taken anew from the demonstration.

The demonstration is built in a folder of its own and served on a free port, or `--at ADDRESS` names one that runs.
Needs Debian's Chromium; pictures are kept in 256 colours, which screens of text do not tell from more.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent
GUIDE, FRONT = REPOSITORY / "docs" / "guide" / "images", REPOSITORY / "docs" / "images"
SAMPLE = REPOSITORY / "samples" / "plan-proforientacii.txt"
PASSWORD = "ozero-i-sosny-2026"  # noqa: S105 the demonstration prints it
SIZE = {"width": 1366, "height": 768}
SECONDS_TO_START = 90
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=ru-RU"]
ADDRESSES = {
    "kontrol": "/control/",
    "kontrol-filtr": "/control/?standing=silent,late&plan=1",
    "moi-vidy": "/control/views/?standing=silent,late&plan=1",
    "na-datu": "/control/?as_of=2026-06-15",
    "plan": "/plans/1/",
    "sroki-plana": "/plans/1/schedules/",
    "os-vremeni": "/plans/1/timeline/",
    "informaciya-za-god": "/plans/1/account/2026/",
    "organizacii": "/organisations/",
    "organizaciya": "/organisations/19/",
    "nereshennye-nazvaniya": "/organisations/unresolved/",
    "soglasiya": "/consents/",
    "lyudi": "/people/",
    "moya-uchetnaya-zapis": "/me/",
    "zagruzka": "/intakes/new/",
    "uvedomleniya": "/notices/",
    "napominaniya": "/plans/1/reminders/",
    "sbor-informacii": "/campaigns/1/",
}
MENUS = {"kontrol-vybor": "любом месяце", "skachat": "Скачать"}


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration that lives as long as the pictures are taken."""
    with socket.socket() as free, tempfile.TemporaryDirectory(prefix="kadrost-guide-") as var:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [str(Path(sys.executable).with_name("kadrost")), "demo", "--port", str(port)]
        served = subprocess.Popen(  # noqa: S603 our own command
            command, env=os.environ | {"KADROST_VAR": var}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield wait_for(f"http://127.0.0.1:{port}")
        finally:
            served.terminate()
            served.wait()


def wait_for(address: str) -> str:
    """The address once it answers; TimeoutError where it does not."""
    for _ in range(SECONDS_TO_START):
        try:
            urlopen(f"{address}/health/live", timeout=5).close()  # noqa: S310 our own address
        except (URLError, OSError):
            time.sleep(1)
        else:
            return address
    raise TimeoutError(f"{address} does not answer")


def keep(page: Page, name: str, *, height: int | None = None, folder: Path = GUIDE) -> None:
    """Write what the page shows, or its first `height` pixels."""
    image = Image.open(io.BytesIO(page.screenshot(full_page=height is not None))).convert("RGB")
    if height:
        image = image.crop((0, 0, image.width, min(height, image.height)))
    few = image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(folder / f"{name}.png", optimize=True)


class Photographer:
    """Opens pages as one person and keeps what they show."""

    def __init__(self, browser: Browser, address: str, login: str = "") -> None:
        self._address = address
        self.page = browser.new_context(viewport=SIZE, locale="ru-RU").new_page()  # type: ignore[arg-type]
        if login:
            self.open("/sign-in")
            self.page.locator("input[name=username], input[name=login]").first.fill(login)
            self.page.locator("input[name=password]").fill(PASSWORD)
            self.follow("main form button")

    def open(self, path: str) -> None:
        """Go to the path."""
        self.page.goto(f"{self._address}{path}")

    def follow(self, selector: str) -> None:
        """Press what is found first, and wait for the page it leads to."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state("load")

    def take(self, name: str, path: str = "", *, height: int | None = None) -> None:
        """Keep the page at the path, or the one that is open."""
        if path:
            self.open(path)
        keep(self.page, name, height=height)


def take_public(browser: Browser, address: str) -> None:
    """What anybody sees."""
    anybody = Photographer(browser, address)
    anybody.take("pervaya-stranica", "/")
    anybody.take("vhod", "/sign-in")


def take_coordinator(browser: Browser, address: str) -> None:
    """The coordinator's pages and menus, and a document on its way under control."""
    one = Photographer(browser, address, "koordinator")
    for name, path in ADDRESSES.items():
        one.take(name, path)
    one.open("/control/")
    one.page.screenshot(path=FRONT / "board.png")
    for name, word in MENUS.items():
        one.open("/control/")
        one.page.get_by_text(word).first.click()
        one.page.wait_for_timeout(400)
        one.take(name)
    one.open("/intakes/new/")
    one.page.set_input_files("input[type=file]", SAMPLE)
    one.follow("main button.button-primary")
    intake = re.sub(r"[?#].*", "", one.page.url).removeprefix(address)
    one.page.get_by_text("12.10.2026 – 16.10.2026").first.click()
    one.page.wait_for_timeout(600)
    one.take("prochitannoe")
    one.take("vopros", f"{intake}questions/0/")
    one.take("ispolniteli", f"{intake}bodies/")
    one.take("vzyat-na-kontrol", f"{intake}confirm/", height=1210)


def take_controller(browser: Browser, address: str) -> None:
    """A report reviewed, and the four rulings."""
    one = Photographer(browser, address, "kontroler")
    one.take("moya-rabota-kontroler", "/")
    one.take("protivorechit", "/control/?standing=contradicted")
    one.open("/")
    one.follow('main a:has-text("Проверить")')
    one.take("proverka")
    found = re.search(r"checkpoint-(\d+)", one.page.url)
    if found is None:
        raise LookupError("no report waits for a ruling in the demonstration")
    for act, name in (("accept", "prinyat"), ("return", "vernut"), ("extend", "prodlit"), ("remove", "snyat")):
        one.take(name, f"/checkpoints/{found[1]}/{act}/")


def take_administrator(browser: Browser, address: str) -> None:
    """The page of background work."""
    Photographer(browser, address, "administrator").take("fonovaya-rabota", "/jobs/")


def take_executor(browser: Browser, address: str) -> None:
    """The executor's work, a report half written, a measure."""
    one = Photographer(browser, address, "kolledzh")
    one.take("moya-rabota-ispolnitel", "/")
    one.follow('main a:has-text("Отчитаться")')
    one.page.locator("input[name=claim]").first.check()
    one.page.fill("textarea[name=words]", "Работа завершена, сведения сверены с тремя колледжами.")
    for figure in one.page.locator("input[name^=figure]").all():
        figure.fill("68")
    one.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    one.take("otchet", height=1400)
    one.take("meropriyatie", "/measures/33/")


TAKES: tuple[Callable[[Browser, str], None], ...] = (
    take_public,
    take_coordinator,
    take_controller,
    take_administrator,
    take_executor,
)


def take_all(address: str) -> None:
    """Every picture, from the site at the address."""
    with sync_playwright() as playwright:
        chromium = os.environ.get("KADROST_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for take in TAKES:
            take(browser, address)
        browser.close()


def main() -> None:
    """Take the pictures and say where they lie."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", metavar="ADDRESS", help="a demonstration that runs already and has not been changed")
    asked = parser.parse_args()
    if asked.at:
        take_all(asked.at)
    else:
        with demonstration() as address:
            take_all(address)
    sys.stdout.write(f"{GUIDE}\n{FRONT}\n")


if __name__ == "__main__":
    main()
