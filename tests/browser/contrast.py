"""What an open page is measured by: the contrast of its texts, the size of its targets and their gaps."""

from __future__ import annotations

from playwright.sync_api import Page

MEASURE = """least => {
  const parsed = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const share = [0.2126, 0.7152, 0.0722];
  const linear = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = (colour) => share.reduce((sum, part, at) => sum + part * linear(colour[at] / 255), 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parsed(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return parsed(getComputedStyle(document.body).backgroundColor);
  };
  const poor = new Set();
  const texts = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    const words = texts.currentNode.data.trim();
    if (!words || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (node.closest(".visually-hidden, option, .skip")) continue;
    const lights = [light(parsed(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
    const name = node.className || node.tagName;
    if (ratio < least) poor.add(`${ratio.toFixed(2)} ${name}: ${words.slice(0, 40)}`);
  }
  return [...poor];
}"""


def below(page: Page, least: float) -> list[str]:
    """Each text with less contrast than this, with its ratio."""
    return page.evaluate(MEASURE, least)


TARGETS = """least => {
  const pressed = "a, button, select, textarea, input:not([type=file])";
  const found = [...document.querySelectorAll("#app :is(" + pressed + ")")];
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.matches(".skip");
  const seen = found.filter(isSeen);
  const sized = seen.map((node) => [node, node.getBoundingClientRect()]);
  const small = sized.filter(([, box]) => box.width > 0 && (box.height < least || box.width < least));
  return small.map(([node, box]) => `${node.className} ${box.width}x${box.height}: ${node.textContent}`);
}"""


def smaller_than(page: Page, least: int) -> list[str]:
    """Each thing to press that is smaller than this many pixels either way."""
    return page.evaluate(TARGETS, least)


GAPS = """([least, apart]) => {
  const pressed = "a, button, select, textarea, input:not([type=file])";
  const layer = document.querySelector("dialog[open]") ?? document.querySelector("#app");
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true })
    && !node.matches(".skip") && node.getBoundingClientRect().width;
  const seen = [...layer.querySelectorAll(pressed)].filter(isSeen);
  const rooted = (node) => [node, node.getBoundingClientRect(), node.closest("header, footer, main, dialog")];
  const sized = seen.map(rooted);
  const between = (one, other) => {
    const aside = Math.max(one.left - other.right, other.left - one.right, 0);
    const above = Math.max(one.top - other.bottom, other.top - one.bottom, 0);
    return Math.hypot(aside, above);
  };
  const other = ".btn-cannot, .btn-source, .reasons *, .source-more *";
  const isBeside = (one, two) => one.closest(".ask") && one.closest(".ask") === two.closest(".ask")
    && one.matches(".btn-cannot, .btn-source") && !two.matches(other) && !two.matches(".btn-strike");
  const wrong = [];
  for (const [at, [node, box, root]] of sized.entries()) {
    for (const [two, boxOfTwo, rootOfTwo] of sized.slice(at + 1)) {
      if (root !== rootOfTwo || node.contains(two)) continue;
      const wanted = isBeside(node, two) || isBeside(two, node) ? apart : least;
      const gap = between(box, boxOfTwo);
      const named = (each) => `${each.className} ${(each.textContent || each.id).slice(0, 30)}`;
      if (gap < wanted - 0.5) wrong.push(`${gap.toFixed(1)} px between ${named(node)} and ${named(two)}`);
    }
  }
  return wrong;
}"""


def closer_than(page: Page, least: int, apart: int) -> list[str]:
    """Each pair of targets nearer than ``least`` px, and what is no answer nearer to one than ``apart``."""
    return page.evaluate(GAPS, [least, apart])
