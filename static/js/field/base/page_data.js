// What the page that carries the app says of it: where its files stand, which doors there are.

const said = document.body.dataset;

/** Where the files of this version stand. */
export const base = said.base;

/** The address of a slot's drawn example. */
export const drawing = (name) => `${base}icons/slot-${name}.svg`;

/** Where a person signs in; they come back to the app. */
export const signIn = said.signIn;

/** Where the session on the server ends. */
export const signOut = said.signOut;
