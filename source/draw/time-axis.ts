const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances of the labels of a time axis, ms. */
const steps = [
	...[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30].map(count => count * second),
	...[1, 2, 5, 10, 20, 30].map(count => count * minute),
	...[1, 2, 3, 6, 12].map(count => count * hour),
	...[1, 2, 7, 14, 30, 90, 180, 365].map(count => count * day),
];

const two = (value: number): string => String(value).padStart(2, '0');

/** Month and day of a wall time: `11-21`. UTC. */
export function dateText(at: number): string {
	// Days are counted from 1 March of year 0, so that a leap day ends its year (H. Hinnant, "chrono-compatible low-level date algorithms").
	const days = Math.floor(at / day) + 719_468;
	const ofEra = days - Math.floor(days / 146_097) * 146_097;
	const year = Math.floor(
		(ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
	);
	const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
	const month = Math.floor((5 * ofYear + 2) / 153);
	return `${two(month < 10 ? month + 3 : month - 9)}-${two(ofYear - Math.floor((153 * month + 2) / 5) + 1)}`;
}

/** A wall time, ms since 1970, as exact as labels `step` ms apart need: `10:02:10.5`, `10:02:10`, `10:02`. UTC. */
export function clockText(at: number, step: number): string {
	const ofDay = at - Math.floor(at / day) * day;
	const minutes = `${two(Math.floor(ofDay / hour))}:${two(Math.floor(ofDay / minute) % 60)}`;
	if (step >= minute) return minutes;
	const seconds = `${minutes}:${two(Math.floor(ofDay / second) % 60)}`;
	return step >= second ? seconds : `${seconds}.${Math.floor((ofDay % second) / 100)}`;
}

/** As `clockText`, but the date where a label stands at midnight, or days apart from the next. */
export const labelText = (at: number, step: number): string =>
	step >= day || (at % day === 0 && step >= minute) ? dateText(at) : clockText(at, step);

/** Units of a stretch of time, each with the next smaller one that it is rounded to. */
const units: ReadonlyArray<readonly [size: number, name: string, part: number, partName: string]> = [
	[day, 'd', hour, 'h'],
	[hour, 'h', minute, 'min'],
	[minute, 'min', second, 's'],
	[second, 's', second, ''],
];

/** A stretch of time, ms, in words, to two units: `45 s`, `5 min`, `1 h 30 min`, `3 d 4 h`. */
export function spanText(span: number): string {
	for (const [size, name, part, partName] of units) {
		const rounded = Math.round(span / part) * part;
		if (!(rounded >= size)) continue;
		const whole = Math.floor(rounded / size);
		const left = Math.round((rounded - whole * size) / part);
		return left > 0 ? `${whole} ${name} ${left} ${partName}` : `${whole} ${name}`;
	}
	return `${(Math.max(0, span || 0) / second).toFixed(1)} s`;
}

/** A label of a time axis. */
export interface TimeLabel {
	/** Wall time, ms since 1970. */
	readonly at: number;
	/** The cell that its text begins in. */
	readonly start: number;
	/** With the corner that stands in the cell of its time. */
	readonly text: string;
}

/** The cell of `width` that a time falls into; the two bounds are its first and last. */
export const columnOf = (at: number, from: number, to: number, width: number): number =>
	Math.min(width - 1, Math.max(0, Math.floor(((at - from) / Math.max(1, to - from)) * width)));

/**
Labels of an axis of `width` cells from one wall time to another, ms since 1970, at round times of UTC: as many as stand two cells apart. The corner
`left` stands in the cell of the time, before the text; where the text would not fit any more, it is `right` after it. None on an axis too
narrow for one.
*/
export function timeLabels(
	{from, to}: {readonly from: number; readonly to: number},
	width: number,
	[left, right]: readonly [left: string, right: string],
): readonly TimeLabel[] {
	if (!(to > from) || width < 1) return [];
	for (const step of steps) {
		const room = clockText(from, step).length + 3;
		if ((to - from) / step > width / room) continue;
		const first = Math.ceil(from / step);
		const labels: TimeLabel[] = [];
		let free = 0;
		for (let at = first * step; at <= to; at += step) {
			const [column, text] = [columnOf(at, from, to, width), labelText(at, step)];
			const fits = column + 1 + text.length <= width;
			const start = fits ? column : column - text.length;
			if (start < free) continue;
			labels.push({at, start, text: fits ? left + text : text + right});
			free = start + text.length + 2;
		}
		if (labels.length > 0) return labels;
	}
	return [];
}

/** Texts that begin at certain cells of a row of `width` cells, each cut where the next begins. Texts must be one cell a character. */
export function placed(labels: readonly Pick<TimeLabel, 'start' | 'text'>[], width: number): string {
	let row = '';
	for (const [index, {start, text}] of labels.entries()) {
		if (start < row.length) continue;
		row = row.padEnd(start) + text.slice(0, Math.max(0, (labels[index + 1]?.start ?? width) - start));
	}
	return row.padEnd(width).slice(0, width);
}
