"""axe-core on an open page: what it finds against WCAG 2.2 AA and its own best practice."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without ``preload``: it reads imported style sheets through a style element, which our policy refuses.
RUN = """rules => axe.run(document, {runOnly: rules, preload: false, resultTypes: ["violations"]}).then(
  found => found.violations.flatMap(
    broken => broken.nodes.map(node => `${broken.id}: ${node.target.join(" ")}`)))"""

# A colour half way to the next has not the contrast of either.
STILL = "() => document.getAnimations().forEach(each => each.cancel())"


def findings(page: Page) -> list[str]:
    """Each finding as its rule and the element; an empty list is a page that everybody can use."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    page.evaluate(STILL)
    return page.evaluate(RUN, RULES)


def is_wider_than_the_screen(page: Page) -> bool:
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")
