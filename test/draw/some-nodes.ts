/** Nodes spread evenly over the unit square, the same ones each time. */
export function someNodes(n: number): {readonly x: Float32Array; readonly y: Float32Array} {
	const [x, y] = [new Float32Array(n), new Float32Array(n)];
	let state = 1;
	const next = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	for (let i = 0; i < n; i++) {
		x[i] = next();
		y[i] = next();
	}
	return {x, y};
}
