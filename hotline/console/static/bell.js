// A bell that needs no file: two tones, a pause, again, until it is silenced.

let audio, beating;

// Whether sound is allowed now; only after somebody has touched the page.
export async function wake() {
  audio ??= new AudioContext();
  await audio.resume();
  return audio.state === "running";
}

function tone(pitch, at) {
  const voice = audio.createOscillator(), volume = audio.createGain();
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.4, at + 0.03);
  volume.gain.linearRampToValueAtTime(0, at + 0.45);
  voice.connect(volume).connect(audio.destination);
  voice.start(at);
  voice.stop(at + 0.5);
}

export function once() {
  tone(880, audio.currentTime);
  tone(660, audio.currentTime + 0.5);
}

export function start() {
  if (beating || !audio) return;
  once();
  beating = setInterval(once, 2500);
}

export function silence() {
  clearInterval(beating);
  beating = undefined;
}
