// Input for a short table: one card per row, and a button that adds one.
import { button, el, fill } from "../../base/dom.js";
import { inWords } from "../../base/spanish.js";
import { inLanguage } from "../../rules/eligibility.js";
import { answered } from "../work.js";

const KEYPADS = { int: "numeric", number: "decimal" };

/** Rows with the form's columns; an empty row does not count. */
export function tableOfRows(work, name, item, context) {
  const list = el("div", { class: "row-cards" });
  const columns = item.columns ?? [];
  let rows = (answered(work, name).value ?? []).map((row) => ({ ...row }));

  function give() {
    const full = rows.filter((row) => columns.some((column) => row[column.name] !== undefined && row[column.name] !== ""));
    context.give(full.length ? full.map((row) => ({ ...row })) : null);
  }

  function draw() {
    fill(list, rows.map(card));
  }

  function card(row, at) {
    const remove = () => {
      rows.splice(at, 1);
      draw();
      give();
    };
    return el(
      "div",
      { class: "row-card", role: "group", "aria-label": `Row ${at + 1}` },
      columns.map((column) => cell(row, at, column)),
      button(inWords("Take this row out", context.language), remove, "btn btn-quiet"),
    );
  }

  function cell(row, at, column) {
    const id = `${context.id}-${at}-${column.name}`;
    const isNumber = column.type in KEYPADS;
    const input = el("input", {
      type: "text",
      id,
      class: `form-control${isNumber ? " ask-number" : ""}`,
      inputmode: KEYPADS[column.type] ?? null,
      autocomplete: "off",
      maxlength: isNumber ? 8 : 120,
      value: row[column.name] ?? "",
    });
    input.addEventListener("input", () => {
      const text = input.value.trim();
      const number = Number(text.replace(",", "."));
      const isWrong = isNumber && text !== "" && !Number.isFinite(number);
      input.classList.toggle("is-invalid", isWrong);
      row[column.name] = text === "" || isWrong ? "" : isNumber ? number : text;
      give();
    });
    const words = inLanguage(column.label, context.language) + (column.unit ? ` (${column.unit})` : "");
    return el("div", { class: "row-cell" }, el("label", { class: "form-label", for: id }, words), input);
  }

  const more = button(inWords("Add a row", context.language), () => {
    rows.push({});
    draw();
    list.lastElementChild?.querySelector("input")?.focus();
  });
  draw();
  return {
    node: el("div", { class: "ask-typed" }, list, more),
    refresh() {
      if (list.contains(document.activeElement)) return;
      const held = (answered(work, name).value ?? []).map((row) => ({ ...row }));
      if (JSON.stringify(held) === JSON.stringify(rows.filter((row) => Object.keys(row).length))) return;
      rows = held;
      draw();
    },
  };
}
