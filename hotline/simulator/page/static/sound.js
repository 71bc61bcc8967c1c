// Ringing and reading aloud. Both are off until somebody switches them on.

import { byId } from "./dom.js";
import { store } from "./store.js";

let audio = null;
let bell = null;

export function installSound() {
  toggle(byId("sound"), "sound", () => ring());
  if ("speechSynthesis" in window) {
    byId("voice").hidden = false;
    toggle(byId("voice"), "voice", (on) => on || speechSynthesis.cancel());
  }
  store.when(["calls"], ring);
  store.when(["news"], ({ detail }) => detail.filter(({ kind }) => kind === "hears").forEach(readAloud));
}

function toggle(button, name, changed) {
  const set = (on) => {
    button.setAttribute("aria-pressed", on);
    changed(on);
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-pressed") !== "true"));
}

const isOn = (id) => byId(id).getAttribute("aria-pressed") === "true";

/** Ring like a telephone, a second of two tones and two of silence, as long as any telephone rings. */
function ring() {
  const wanted = isOn("sound") && store.calls.some((call) => store.isRinging(call.phone));
  if (wanted && bell === null) {
    audio ??= new AudioContext();
    audio.resume();
    strike();
    bell = setInterval(strike, 3000);
  } else if (!wanted && bell !== null) {
    clearInterval(bell);
    bell = null;
  }
}

function strike() {
  const loudness = audio.createGain();
  const start = audio.currentTime;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.08, start + 0.05);
  loudness.gain.setValueAtTime(0.08, start + 0.95);
  loudness.gain.linearRampToValueAtTime(0, start + 1);
  loudness.connect(audio.destination);
  for (const frequency of [425, 480]) {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(loudness);
    tone.start(start);
    tone.stop(start + 1);
  }
}

function readAloud(event) {
  if (!isOn("voice") || event.text.startsWith("♪")) return;
  const sentence = new SpeechSynthesisUtterance(event.text);
  sentence.lang = "vi-VN";
  sentence.voice = speechSynthesis.getVoices().find((voice) => voice.lang.startsWith("vi")) ?? null;
  speechSynthesis.speak(sentence);
}
