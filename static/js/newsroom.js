// Wires the pages: each module finds what is its own, and everything works without them.
import { watchMarks } from "./marks.js";
import { watchSelection } from "./selection.js";
import { watchNames } from "./names.js";

watchMarks();
watchSelection();
watchNames();
