// A bell that needs no file: two tones, a pause, again, until it is silenced.

let audio, beating;

// Whether sound is allowed now; only after somebody has touched the page. `changed` is told when that changes later:
// a telephone call takes the sound away, and may not give it back.
export async function wake(changed) {
  audio ??= new AudioContext();
  audio.onstatechange = () => {
    if (isHeard() && beating) once();
    changed();
  };
  await audio.resume();
  return isHeard();
}

export function isHeard() {
  return audio?.state === "running";
}

// One that is not allowed is tried again with the next beat.
export function ask() {
  audio?.resume().catch(() => null);
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

function beat() {
  if (isHeard()) once();
  else ask();
}

export function start() {
  if (beating || !audio) return;
  beat();
  beating = setInterval(beat, 2500);
}

export function silence() {
  clearInterval(beating);
  beating = undefined;
}
