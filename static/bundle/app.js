import { app } from "./modules.js";
app.begin();
