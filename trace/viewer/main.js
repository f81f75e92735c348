// SPDX-License-Identifier: MIT
// starts
document.getElementById("page").textContent = "here";
