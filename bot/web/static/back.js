// "Back to the chat": closes the page where it was opened from the chat; else its link leads
// to the web chat, or to words where there is none.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-back]")) return;
  if (window.WeixinJSBridge) {
    event.preventDefault();
    window.WeixinJSBridge.call("closeWindow");
  } else if (window.opener) {
    event.preventDefault();
    window.opener.focus();
    window.close();
  }
});
