// The device's IndexedDB: reopened when the browser closes it, every write awaited, every failure reported.
import { openDB } from "../../../vendor/idb/index.js";
import { emit } from "../base/changes.js";
import { steps } from "./schema.js";
import { pageIsHere, whenPageGoes } from "./page_life.js";

const NAME = "kilowire-field";
// Safari closes the connection of a background page with any of these errors.
const CLOSED = new Set(["InvalidStateError", "UnknownError", "AbortError"]);
let connection = null;
let upgrades = steps;

/** Opens the database and migrates it step by step; `extra` steps follow the released ones. */
export function openDatabase(extra = null) {
  if (extra) upgrades = [...steps, ...extra];
  if (!connection) {
    const opening = connect();
    connection = opening;
    opening.catch(() => connection === opening && (connection = null));
  }
  return connection;
}

async function connect() {
  const callbacks = {
    upgrade: async (db, from, to, tx) => {
      watched(tx);
      for (let version = from; version < to; version += 1) await upgrades[version](db, tx);
    },
    blocked: () => emit("storage", { said: "Close KiloWire in the other tabs: it is being brought up to date." }),
    blocking: disconnect,
    terminated: disconnect,
  };
  try {
    return await openDB(NAME, upgrades.length, callbacks);
  } catch (error) {
    if (error.name !== "VersionError") throw error;
    return openDB(NAME, undefined, callbacks); // a newer version of the app ran here: its stores include ours
  }
}

function disconnect() {
  const closing = connection;
  connection = null;
  closing?.then((db) => db.close(), () => {});
}

// Safari freezes a page that was left with its open transactions, those that read too, and every other page of the app
// then waits for them. The worst that an aborted one costs is that its work is repeated.
const open = new Set();
whenPageGoes(() => {
  for (const tx of open) stop(tx);
  disconnect();
});

function watched(tx) {
  open.add(tx);
  tx.done.catch(() => {}).finally(() => open.delete(tx)); // reported once, by the caller
  return tx;
}

async function withReconnect(work) {
  await pageIsHere();
  try {
    return await work(await openDatabase());
  } catch (error) {
    if (!(error instanceof DOMException) || !CLOSED.has(error.name)) throw reported(error);
    disconnect();
    await pageIsHere(); // where the page was left meanwhile, the work is repeated when it is back
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

/** Whether a write failed because the storage is full. */
export const isFull = (error) => error?.name === "QuotaExceededError";

const read = (name, work) => withReconnect((db) => work(watched(db.transaction(name)).store));

/** Reads one value. */
export const get = (name, key) => read(name, (store) => store.get(key));

/** Reads a whole store. */
export const all = (name) => read(name, (store) => store.getAll());

/** Reads the keys of a store. */
export const keys = (name) => read(name, (store) => store.getAllKeys());

/** Reads the values that an index finds. */
export const byIndex = (name, index, value) => read(name, (store) => store.index(index).getAll(value));

/** Writes one value; resolves when it is on disk. */
export const put = (store, value, key) => transaction([store], (tx) => tx.objectStore(store).put(value, key));

/** Deletes one value. */
export const remove = (store, key) => transaction([store], (tx) => tx.objectStore(store).delete(key));

/** Runs `work` in one read-write transaction: all of it or nothing; resolves when it is on disk. */
export function transaction(stores, work) {
  return withReconnect(async (db) => {
    const tx = watched(db.transaction(stores, "readwrite", { durability: "strict" }));
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
  stop(tx);
  await tx.done.catch(() => {});
}

function stop(tx) {
  try {
    tx.abort();
  } catch {
    // already aborted or done
  }
}
