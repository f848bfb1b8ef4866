// What the server wrote into the page: where this version's files are, and the addresses of signing in and out.

const data = document.body.dataset;

/** The address of this version's files. */
export const base = data.base;

/** The address of a photo slot's example drawing. */
export const drawing = (name) => `${base}icons/slot-${name}.svg`;

/** The address of the sign-in page, which returns to the app. */
export const signIn = data.signIn;

/** The address that ends the session on the server. */
export const signOut = data.signOut;
