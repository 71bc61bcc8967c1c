// Lets this device be told of alerts while no page is open.

const box = document.getElementById("push");
const [button, trouble] = [box.querySelector("button"), box.querySelector("[role=status]")];
const MEMORY = "push-for"; // who has turned it on here; somebody else who signs in is asked anew
const { officer } = box.dataset;

function bytes(words) {
  const plain = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function send(path, fields) {
  return fetch(`/console/push/${path}`, {
    method: "POST", headers: { "X-CSRF": document.body.dataset.csrf }, body: new URLSearchParams(fields) });
}

async function subscribe(registration) {
  const { key } = await (await fetch("/console/push/key")).json();
  let subscription = await registration.pushManager.getSubscription();
  const known = subscription && new Uint8Array(subscription.options.applicationServerKey ?? []);
  if (known && String(known) !== String(bytes(key))) {
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  const { endpoint, keys } = subscription.toJSON();
  const answer = await send("subscription", { endpoint, ...keys });
  if (!answer.ok) throw new Error(`not subscribed: ${answer.status}`);
  localStorage.setItem(MEMORY, officer);
}

async function unsubscribe(registration) {
  const subscription = await registration.pushManager.getSubscription();
  localStorage.removeItem(MEMORY);
  if (!subscription) return;
  await send("unsubscribe", { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
}

function isOn() {
  return localStorage.getItem(MEMORY) === officer && Notification.permission === "granted";
}

function show(words = "") {
  button.textContent = isOn() ? button.dataset.off : button.dataset.on;
  button.setAttribute("aria-pressed", String(isOn()));
  trouble.textContent = words;
}

async function turn(registration) {
  button.disabled = true;
  let words = "";
  try {
    if (isOn()) await unsubscribe(registration);
    else if ((await Notification.requestPermission()) === "granted") await subscribe(registration);
    else words = trouble.dataset.denied;
  } catch {
    words = trouble.dataset.failed;
  }
  button.disabled = false;
  show(words);
}

const registration = await navigator.serviceWorker?.register("/console/sw.js", { scope: "/console/" });
if (registration && "PushManager" in window && "Notification" in window) {
  box.hidden = false;
  button.addEventListener("click", () => turn(registration));
  show();
  if (isOn()) subscribe(registration).catch(() => show(trouble.dataset.failed)); // this sign-in may be a new one
}
