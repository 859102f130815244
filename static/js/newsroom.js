// Wires the pages: each module finds what is its own, and everything works without them.
import { watchMarks } from "./marks.js";
import { watchSelection } from "./selection.js";
import { watchNames } from "./names.js";
import { watchMode } from "./mode.js";
import { watchKeymap } from "./keymap.js";
import { watchKeys } from "./keys.js";
import { watchEditing } from "./editing.js";
import { watchWords } from "./words.js";
import { watchTwins } from "./twins.js";
import { watchStanding } from "./live.js";
import { watchQueue } from "./queue.js";

watchMarks();
watchSelection();
watchNames();
watchMode();
watchKeymap();
watchKeys();
watchEditing();
watchWords();
watchTwins();
watchStanding();
watchQueue();
