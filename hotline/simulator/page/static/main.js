// Puts the page together.

import { installCase } from "./casefile.js";
import { installChild } from "./child.js";
import { installLadder } from "./ladder.js";
import { installSound } from "./sound.js";
import { installStories } from "./stories.js";
import { connect } from "./stream.js";
import { installViews } from "./views.js";

installViews();
installChild();
installLadder();
installCase();
installStories();
installSound();
connect();
