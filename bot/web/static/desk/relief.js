// The form of a relief file: the button says who will hear of it, and faults are where the eye is.
const button = document.getElementById("do");

function label() {
  const chosen = document.querySelector('#act input[name="act"]:checked');
  button.textContent = !chosen
    ? "提交"
    : "tells" in chosen.dataset
      ? "提交，会员会收到通知"
      : "提交，只有同事看得见";
}

if (button) {
  button.form.addEventListener("change", label);
  label();
}
const faults = document.querySelector("[data-faults]");
faults?.scrollIntoView({ block: "center" });
faults?.focus({ preventScroll: true });
