// The desk works without this. With it, the slider shows its page as soon as it rests, a menu that scrolls shows where
// one is, and a live page says that something new is there.
"use strict";
const slider = document.getElementById("at");
if (slider) slider.addEventListener("change", () => slider.form.requestSubmit());
const here = document.querySelector("nav [aria-current=page]");
if (here) here.scrollIntoView({ block: "nearest", inline: "center" });
const live = document.getElementById("live");
if (live) {
  const news = new EventSource("/news");
  news.addEventListener("entry", () => { live.hidden = false; });
}
