// Checks receipts: one is valid only if it names every file with the hash that this device holds.

/** Whether the server's answer is a receipt for exactly this item. */
export function isReceiptFor(receipt, item) {
  if (receipt?.id !== item.id || receipt.sha256 !== item.sha256) return false;
  if (item.aside) return Boolean(receipt.put_aside);
  if (item.type !== "form") return receipt.size === undefined || receipt.size === item.size;
  const named = new Map((receipt.files ?? []).map((file) => [file.id, file.sha256]));
  return item.files.every((file) => named.get(file.id) === file.sha256);
}
