// The pages of forms by their names, with the rules and everything else that only a form needs.
export { couldNotPage as could_not } from "./could_not.js";
export { finishPage as finish } from "./finish.js";
export { sectionPage as section } from "./section.js";
export { signPage as sign } from "./sign.js";
export { walkPage as walk } from "./walk.js";
export { refreshWork } from "../form/work.js";
