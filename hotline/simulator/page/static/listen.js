// Speech recognition, where the browser has it.

import { h } from "./dom.js";
import { t } from "./words.js";

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

/** A button that writes what it hears into `input` and then calls `done`; null where nothing can listen. */
export function microphone(input, done) {
  if (!Recognition) return null;
  const button = h("button", { type: "button", class: "icon mic", "aria-label": t("say.mic"), title: t("say.mic") });
  button.addEventListener("click", () => {
    const ear = new Recognition();
    ear.lang = "vi-VN";
    button.setAttribute("aria-pressed", "true");
    ear.onresult = (heard) => {
      input.value = heard.results[0][0].transcript;
      done();
    };
    ear.onend = ear.onerror = () => button.removeAttribute("aria-pressed");
    ear.start();
  });
  return button;
}
