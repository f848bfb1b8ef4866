// Takes a signature drawn with a finger or a pen: its lines go into a hidden field as text.
(() => {
  "use strict";
  const STEP = 3; // nearer points than this are left out
  const LONGEST = 20000;

  const padOf = (pad) => {
    const canvas = pad.querySelector("canvas");
    const field = document.querySelector(`input[data-drawn="${pad.dataset.pad}"]`);
    const pen = canvas.getContext("2d");
    let lines = [];

    const pointOf = (event) => {
      const box = canvas.getBoundingClientRect();
      const inside = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
      return [
        inside(((event.clientX - box.left) * canvas.width) / box.width, canvas.width),
        inside(((event.clientY - box.top) * canvas.height) / box.height, canvas.height),
      ];
    };

    const show = () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.strokeStyle = getComputedStyle(canvas).color;
      pen.lineWidth = 4;
      pen.lineCap = pen.lineJoin = "round";
      for (const line of lines) {
        pen.beginPath();
        line.forEach(([x, y], place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
        pen.stroke();
      }
    };

    const keep = () => {
      const drawn = lines.filter((line) => line.length > 1);
      const text = drawn.map((line) => `M${line.map((point) => point.join(" ")).join("L")}`).join("");
      if (text.length <= LONGEST) field.value = text;
    };

    const restore = () => {
      lines = field.value
        .split("M")
        .filter(Boolean)
        .map((line) => line.split("L").map((point) => point.split(" ").map(Number)));
      show();
    };

    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      lines.push([pointOf(event)]);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      const line = lines.at(-1);
      const [x, y] = pointOf(event);
      const [lastX, lastY] = line.at(-1);
      if (Math.hypot(x - lastX, y - lastY) < STEP) return;
      line.push([x, y]);
      show();
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, keep);
    pad.querySelector("[data-clear]").addEventListener("click", () => {
      lines = [];
      field.value = "";
      show();
    });
    pad.hidden = false;
    restore();
  };

  document.querySelectorAll("[data-pad]").forEach(padOf);
})();
