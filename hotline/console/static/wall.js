// The wall board's clocks.

import { follow, serverTime } from "./clock.js";

const clock = document.getElementById("clock");
const form = new Intl.DateTimeFormat("vi-VN", { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

follow(document.getElementById("wall"));
setInterval(() => { clock.textContent = form.format(serverTime()); }, 500);
