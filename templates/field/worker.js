// Keeps the app's own files for a place without signal. It never touches a request that changes anything, nor one
// for data: those are the page's business.
const CACHE = "kilowire-{{ version }}";
const KEPT = {{ kept|safe }};
const HOME = "{{ home }}";
