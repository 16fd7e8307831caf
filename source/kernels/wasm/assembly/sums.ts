// Coupling sums over in-edges, eight rows at a time. Each row is summed by itself in the order of its edges, so that the bits are those
// of the loop over rows; a row that is shorter than the longest of its slice goes on with edges that add nothing.
import {
	couplingKindAt,
	fromAt,
	longRowsAt,
	longStartAt,
	rowOfAt,
	signedDifferences,
	sliceStartAt,
	tableAt,
	toAt,
	unitDifferences,
	weightedDifferences,
	weightsAt,
	windowRows,
} from '../layout';
import {gather, gatherRows, scatterRows} from './gather';

const slicesOfWindow: i32 = windowRows / 8;

/** The sums of the rows of one window, written where its new values will be. */
export function sumWindow(window: i32, slices: i32): void {
	const from = <usize>load<u32>(fromAt);
	const values = from + ((<usize>(window * windowRows)) << 2);
	const sums = <usize>load<u32>(toAt) + ((<usize>(window * windowRows)) << 2);
	const first = window * slicesOfWindow;
	const starts = <usize>load<u32>(sliceStartAt) + ((<usize>first) << 2);
	const rows = <usize>load<u32>(rowOfAt) + ((<usize>first) << 3);
	const last = min(slices - first, slicesOfWindow);
	const kind = load<i32>(couplingKindAt);
	if (kind == unitDifferences) addDifferences(last, from, values, sums, starts, rows);
	else if (kind == weightedDifferences) addWeighted(last, from, values, sums, starts, rows);
	else if (kind == signedDifferences) addSigned(last, from, values, sums, starts, rows);
	else addProducts(last, from, sums, starts, rows);
	if (load<u32>(longStartAt) != 0) addLongRows(window, kind, from);
}

/** Rows that are much longer than the others of their slice, one by one: row, first and last entry. */
function addLongRows(window: i32, kind: i32, from: usize): void {
	const starts = <usize>load<u32>(longStartAt) + ((<usize>window) << 2);
	const rows = <usize>load<u32>(longRowsAt);
	const table = <usize>load<u32>(tableAt);
	const weights = <usize>load<u32>(weightsAt) - table;
	const sums = <usize>load<u32>(toAt);
	let row = rows + <usize>load<u32>(starts) * 12;
	for (const last = rows + <usize>load<u32>(starts, 4) * 12; row < last; row += 12) {
		const offset = (<usize>load<u32>(row)) << 2;
		const x = load<f32>(from + offset);
		let at = table + ((<usize>load<u32>(row, 4)) << 2);
		const end = table + ((<usize>load<u32>(row, 8)) << 2);
		let sum: f32 = 0;
		if (kind == unitDifferences) {
			for (; at < end; at += 4) sum += load<f32>(from + <usize>load<u32>(at)) - x;
		} else if (kind == weightedDifferences) {
			for (; at < end; at += 4) sum += load<f32>(weights + at) * (load<f32>(from + <usize>load<u32>(at)) - x);
		} else if (kind == signedDifferences) {
			for (; at < end; at += 4) {
				const weight = load<f32>(weights + at);
				sum += weight * load<f32>(from + <usize>load<u32>(at)) - abs<f32>(weight) * x;
			}
		} else {
			for (; at < end; at += 4) sum += load<f32>(weights + at) * load<f32>(from + <usize>load<u32>(at));
		}
		store<f32>(sums + offset, sum);
	}
}

function addDifferences(slices: i32, from: usize, values: usize, sums: usize, starts: usize, rows: usize): void {
	const table = <usize>load<u32>(tableAt);
	let at = table + ((<usize>load<u32>(starts)) << 5);
	for (let slice = 0; slice < slices; slice++) {
		starts += 4;
		const end = table + ((<usize>load<u32>(starts)) << 5);
		const x0 = gatherRows(values, rows);
		const x1 = gatherRows(values, rows + 4);
		let sum0 = f32x4.splat(0);
		let sum1 = f32x4.splat(0);
		for (; at < end; at += 32) {
			sum0 = f32x4.add(sum0, f32x4.sub(gather(from, at), x0));
			sum1 = f32x4.add(sum1, f32x4.sub(gather(from, at + 16), x1));
		}
		scatterRows(sums, rows, sum0);
		scatterRows(sums, rows + 4, sum1);
		rows += 8;
	}
}

function addWeighted(slices: i32, from: usize, values: usize, sums: usize, starts: usize, rows: usize): void {
	const table = <usize>load<u32>(tableAt);
	const weights = <usize>load<u32>(weightsAt) - table;
	let at = table + ((<usize>load<u32>(starts)) << 5);
	for (let slice = 0; slice < slices; slice++) {
		starts += 4;
		const end = table + ((<usize>load<u32>(starts)) << 5);
		const x0 = gatherRows(values, rows);
		const x1 = gatherRows(values, rows + 4);
		let sum0 = f32x4.splat(0);
		let sum1 = f32x4.splat(0);
		for (; at < end; at += 32) {
			const w0 = v128.load(weights + at);
			const w1 = v128.load(weights + at, 16);
			sum0 = f32x4.add(sum0, f32x4.mul(w0, f32x4.sub(gather(from, at), x0)));
			sum1 = f32x4.add(sum1, f32x4.mul(w1, f32x4.sub(gather(from, at + 16), x1)));
		}
		scatterRows(sums, rows, sum0);
		scatterRows(sums, rows + 4, sum1);
		rows += 8;
	}
}

function addSigned(slices: i32, from: usize, values: usize, sums: usize, starts: usize, rows: usize): void {
	const table = <usize>load<u32>(tableAt);
	const weights = <usize>load<u32>(weightsAt) - table;
	let at = table + ((<usize>load<u32>(starts)) << 5);
	for (let slice = 0; slice < slices; slice++) {
		starts += 4;
		const end = table + ((<usize>load<u32>(starts)) << 5);
		const x0 = gatherRows(values, rows);
		const x1 = gatherRows(values, rows + 4);
		let sum0 = f32x4.splat(0);
		let sum1 = f32x4.splat(0);
		for (; at < end; at += 32) {
			const w0 = v128.load(weights + at);
			const w1 = v128.load(weights + at, 16);
			sum0 = f32x4.add(sum0, f32x4.sub(f32x4.mul(w0, gather(from, at)), f32x4.mul(f32x4.abs(w0), x0)));
			sum1 = f32x4.add(sum1, f32x4.sub(f32x4.mul(w1, gather(from, at + 16)), f32x4.mul(f32x4.abs(w1), x1)));
		}
		scatterRows(sums, rows, sum0);
		scatterRows(sums, rows + 4, sum1);
		rows += 8;
	}
}

function addProducts(slices: i32, from: usize, sums: usize, starts: usize, rows: usize): void {
	const table = <usize>load<u32>(tableAt);
	const weights = <usize>load<u32>(weightsAt) - table;
	let at = table + ((<usize>load<u32>(starts)) << 5);
	for (let slice = 0; slice < slices; slice++) {
		starts += 4;
		const end = table + ((<usize>load<u32>(starts)) << 5);
		let sum0 = f32x4.splat(0);
		let sum1 = f32x4.splat(0);
		for (; at < end; at += 32) {
			sum0 = f32x4.add(sum0, f32x4.mul(v128.load(weights + at), gather(from, at)));
			sum1 = f32x4.add(sum1, f32x4.mul(v128.load(weights + at, 16), gather(from, at + 16)));
		}
		scatterRows(sums, rows, sum0);
		scatterRows(sums, rows + 4, sum1);
		rows += 8;
	}
}
