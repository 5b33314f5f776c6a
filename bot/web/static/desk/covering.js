// Covers a detail that was shown in clear, half a minute later.
for (const one of document.querySelectorAll("[data-masked]"))
  setTimeout(() => {
    one.textContent = one.dataset.masked;
  }, 30000);
