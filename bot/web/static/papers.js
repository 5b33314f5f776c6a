// The upload page: a chosen photograph goes off at once, with its progress; without this script the button does it.
const MAX_BYTES = 10 * 1024 * 1024;
document.documentElement.classList.add("scripted");

document.addEventListener("change", ({ target }) => {
  const form = target.closest("form.upload");
  if (form && target.files?.length) upload(form, target);
});

function upload(form, file) {
  const progress = form.querySelector(".progress");
  const stop = (words) => {
    progress.textContent = words;
    file.value = "";
  };
  if (file.files[0].size > MAX_BYTES) {
    stop("这张太大了，请选 10 MB 以内的照片。");
    return;
  }
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => {
    progress.textContent = `正在上传 ${Math.round((100 * loaded) / total)}%`;
  };
  request.onerror = () => stop("没有传上去，看看网络，再选一次。");
  request.onload = () => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
    if (page) document.querySelector("main").replaceWith(page);
    else request.onerror();
  };
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
}
