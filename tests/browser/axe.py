"""axe-core on an open page: what it finds against WCAG 2.2 AA and its own best practice."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without ``preload``: it reads imported style sheets through a style element, which our policy refuses.
RUN = """rules => axe.run(document, {runOnly: rules, preload: false}).then(found => found.violations.flatMap(
  broken => broken.nodes.map(node => `${broken.id}: ${node.target.join(" ")}`)))"""


def findings(page: Page) -> list[str]:
    """Each finding as its rule and the element; an empty list is a page that everybody can use."""
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN, RULES)


def is_wider_than_the_screen(page: Page) -> bool:
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")
