// What the device keeps, in IndexedDB: opened again when the browser closes it, every write awaited, failures told.
import { openDB } from "../../../vendor/idb/index.js";
import { emit } from "../base/changes.js";
import { steps } from "./schema.js";

const NAME = "kilowire-field";
// Safari ends the connection of a page in the background in any of these ways.
const CLOSED = new Set(["InvalidStateError", "UnknownError", "AbortError"]);
let connection = null;
let upgrades = steps;

/** Opens the database, brought up to date step by step; `further` steps come after the released ones. */
export function openDatabase(further = null) {
  if (further) upgrades = [...steps, ...further];
  if (!connection) {
    const made = connect();
    connection = made;
    made.catch(() => connection === made && (connection = null));
  }
  return connection;
}

async function connect() {
  const watch = {
    upgrade: async (db, from, to, tx) => {
      for (let version = from; version < to; version += 1) await upgrades[version](db, tx);
    },
    blocked: () => emit("storage", { said: "Close KiloWire in the other tabs: it is being brought up to date." }),
    blocking: disconnect,
    terminated: disconnect,
  };
  try {
    return await openDB(NAME, upgrades.length, watch);
  } catch (error) {
    if (error.name !== "VersionError") throw error;
    return openDB(NAME, undefined, watch); // a newer tab was here: its stores hold ours too
  }
}

function disconnect() {
  const going = connection;
  connection = null;
  going?.then((db) => db.close(), () => {});
}

async function withReconnect(work) {
  try {
    return await work(await openDatabase());
  } catch (error) {
    if (!(error instanceof DOMException) || !CLOSED.has(error.name)) throw reported(error);
    disconnect();
    try {
      return await work(await openDatabase());
    } catch (again) {
      throw reported(again);
    }
  }
}

function reported(error) {
  if (error instanceof DOMException || error.name === "QuotaExceededError") {
    const said = isFull(error)
      ? "This device is full. What is shown as on this device is safe; what you just did is not stored yet."
      : "This device did not store it. Leave this page open, close other apps and try again.";
    emit("storage", { said, full: isFull(error), error: `${error.name}: ${error.message}` });
  }
  return error;
}

/** Whether a write failed for want of room. */
export const isFull = (error) => error?.name === "QuotaExceededError";

/** Reads one value. */
export const get = (store, key) => withReconnect((db) => db.get(store, key));

/** Reads a whole store. */
export const all = (store) => withReconnect((db) => db.getAll(store));

/** Reads the keys of a store. */
export const keys = (store) => withReconnect((db) => db.getAllKeys(store));

/** Reads what an index finds. */
export const byIndex = (store, index, value) => withReconnect((db) => db.getAllFromIndex(store, index, value));

/** Writes one value; done when it is on the disk. */
export const put = (store, value, key) => transaction([store], (tx) => tx.objectStore(store).put(value, key));

/** Removes one value. */
export const remove = (store, key) => transaction([store], (tx) => tx.objectStore(store).delete(key));

/** Does all of `work` or nothing of it; done when it is on the disk. */
export function transaction(stores, work) {
  return withReconnect(async (db) => {
    const tx = db.transaction(stores, "readwrite", { durability: "strict" });
    tx.done.catch(() => {}); // told below, once
    let answer;
    try {
      answer = await work(tx);
    } catch (error) {
      await abort(tx);
      throw tx.error ?? error;
    }
    await tx.done;
    return answer;
  });
}

async function abort(tx) {
  try {
    tx.abort();
  } catch {
    return; // it is over already
  }
  await tx.done.catch(() => {});
}
