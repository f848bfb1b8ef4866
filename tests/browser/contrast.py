"""The contrast of every text that stands on an open page against the ground on which it stands."""

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
