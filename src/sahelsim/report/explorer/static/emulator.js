// the fitted surfaces: the same sums as analysis/emulator.py
function kernelRow(field, points, x) {
  return points.map((p) => {
    let apart = 0, along = 0;
    for (let k = 0; k < x.length; k++) {
      const step = (x[k] - p[k]) / field.lengths[k];
      apart += step * step;
      along += x[k] * p[k];
    }
    return Math.exp(-apart / 2) + field.slope * along;
  });
}
// outputs from..to (all without them) at the levers x, each scaled to -1..1
function outputsAt(field, points, x, from = 0, to = field.mean.length) {
  const near = kernelRow(field, points, x);
  const amounts = field.basis.map((_, d) => near.reduce((sum, k, n) => sum + k * field.weights[n][d], 0));
  const found = field.mean.slice(from, to);
  field.basis.forEach((line, d) => {
    for (let k = from; k < to; k++) found[k - from] += amounts[d] * line[k];
  });
  return found;
}
// the lower Cholesky factor of the kernel with the noise on its diagonal: worked out once a field
function factorOf(field, points) {
  if (field.factor) return field.factor;
  const rows = points.map((p) => Float64Array.from(kernelRow(field, points, p)));
  rows.forEach((row, i) => {
    row[i] += field.noise[i];
    for (let j = 0; j <= i; j++) {
      let rest = row[j];
      for (let k = 0; k < j; k++) rest -= row[k] * rows[j][k];
      row[j] = i === j ? Math.sqrt(rest) : rest / rows[j][j];
    }
  });
  return (field.factor = rows);
}
function doubtAt(field, points, x) {
  const near = kernelRow(field, points, x), solved = [];
  let known = 0;
  factorOf(field, points).forEach((row, i) => {
    let rest = near[i];
    for (let k = 0; k < i; k++) rest -= row[k] * solved[k];
    solved.push(rest / row[i]);
    known += solved[i] * solved[i];
  });
  const own = 1 + field.slope * x.reduce((sum, v) => sum + v * v, 0);
  return Math.sqrt(Math.max(0, own - known));
}
// the error to expect at x: the chance of the judging runs stays, the rest grows with the doubt
function errorAt(field, points, x) {
  const rest = Math.max(field.wrong ** 2 - field.chance ** 2, 0.1 * field.wrong ** 2);
  const more = doubtAt(field, points, x) / field.doubt;
  return Math.sqrt(field.wrong ** 2 - rest + rest * more * more);
}
// quantiles may not cross: each output's five are put in order
function quantileRows(flat, count) {
  const wide = flat.length / count;
  const columns = Array.from({ length: wide }, (_, t) =>
    Array.from({ length: count }, (_, q) => flat[q * wide + t]).sort((a, b) => a - b));
  return Array.from({ length: count }, (_, q) => columns.map((c) => c[q]));
}
const SHOWN = {
  stability: (flat) => quantileRows(flat, 5),
  deaths: (flat, few) => quantileRows(flat, 5).map((row) => row.map((v) => Math.max(0, Math.exp(v) - few))),
  totals: (flat, few) => flat.map((v) => Math.max(0, Math.exp(v) - few)),
  classes: (flat) => {
    const kept = flat.map((v) => Math.max(0, v)), sum = kept.reduce((a, b) => a + b, 0) || 1;
    return kept.map((v) => v / sum);
  },
  control: (flat) => flat.map((v) => Math.min(1, Math.max(0, v))),
};
