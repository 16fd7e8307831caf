/**
The part of a straight line that lies in a field of `width` × `height` dots, from its dot nearest the start to the one nearest the end;
nothing when it passes by. Liang and Barsky, ACM Transactions on Graphics 3, 1984.
*/
export function clipLine(
	x: number,
	y: number,
	endX: number,
	endY: number,
	width: number,
	height: number,
): readonly [x: number, y: number, endX: number, endY: number] | undefined {
	const [dx, dy] = [endX - x, endY - y];
	let [first, last] = [0, 1];
	for (const [step, room] of [
		[-dx, x],
		[dx, width - x],
		[-dy, y],
		[dy, height - y],
	] as const) {
		if (step === 0) {
			if (room < 0) return undefined;
			continue;
		}
		const at = room / step;
		if (step < 0) first = Math.max(first, at);
		else last = Math.min(last, at);
	}
	if (!(first <= last)) return undefined;
	const dot = (at: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(at + 1e-6)));
	return [
		dot(x + first * dx, width),
		dot(y + first * dy, height),
		dot(x + last * dx, width),
		dot(y + last * dy, height),
	];
}
