// The migrations of the device's database: step n brings version n to n + 1.
// A released step is never edited; a new one moves existing data and never re-creates a store.
export const steps = [
  (db) => {
    for (const name of ["settings", "packs", "forms", "rules", "papers", "blobs"]) db.createObjectStore(name);
    db.createObjectStore("drafts", { keyPath: "key" }).createIndex("person", "person");
    const items = db.createObjectStore("items", { keyPath: "id" });
    for (const index of ["person", "state", "job"]) items.createIndex(index, index);
  },
];
