// The rows that are not settled: which of their edges are active, how many, and what has changed since they were looked at before.
import {
	activeAt,
	degreeAt,
	fieldAt,
	gainedAt,
	gainedRoomAt,
	highAt,
	histogramAt,
	histogramBytesAt,
	neighbourStartAt,
	neighboursAt,
	settledAt,
	tallyAt,
	tallyBytes,
	tallyDegree,
	tallyGained,
	tallyLost,
	thresholdAt,
} from '../layout';

/** Rows `first` … `last` − 1, both multiples of 16 but for the last. The table of settled rows goes on to a multiple of 16 with rows that are. */
export function evaluate(first: i32, last: i32, thread: i32): void {
	const settled = <usize>load<u32>(settledAt);
	for (let row = first; row < last; row += 16) {
		const at = settled + <usize>row;
		if (i8x16.all_true(v128.load(at))) continue;
		for (let lane = 0; lane < 16; lane++) {
			if (load<u8>(at + <usize>lane) == 0) evaluateRow(row + lane, thread);
		}
	}
}

function evaluateRow(row: i32, thread: i32): void {
	const field = <usize>load<u32>(fieldAt);
	const threshold = load<f32>(thresholdAt);
	const starts = <usize>load<u32>(neighbourStartAt) + ((<usize>row) << 2);
	const neighbours = <usize>load<u32>(neighboursAt);
	const first = load<u32>(starts);
	let at = neighbours + ((<usize>first) << 2);
	const end = neighbours + ((<usize>load<u32>(starts, 4)) << 2);
	// Words of bits begin at (first >> 5) + row: rows never share one, and no table says where they begin.
	let bits = <usize>load<u32>(activeAt) + ((<usize>((first >> 5) + <u32>row)) << 2);
	const x = load<f32>(field + ((<usize>row) << 2));
	const xs = f32x4.splat(x);
	const limit = f32x4.splat(threshold);
	let degree = 0;
	let leasts = xs;
	let mosts = xs;
	let least = x;
	let most = x;
	while (at < end) {
		const begin = at;
		const until = min(at + 128, end);
		let word: u32 = 0;
		let bit: u32 = 0;
		for (const whole = begin + ((until - begin) & ~15); at < whole; at += 16, bit += 4) {
			const others = fourNeighbours(field, at);
			word |= (<u32>i32x4.bitmask(f32x4.gt(f32x4.mul(xs, others), limit))) << bit;
			leasts = f32x4.pmin(leasts, others);
			mosts = f32x4.pmax(mosts, others);
		}
		for (; at < until; at += 4, bit++) {
			const other = load<f32>(field + ((<usize>load<u32>(at)) << 2));
			word |= (<u32>(x * other > threshold)) << bit;
			least = other < least ? other : least;
			most = other > most ? other : most;
		}
		degree += popcnt<u32>(word);
		const before = load<u32>(bits);
		if (word != before) {
			store<u32>(bits, word);
			tell(row, begin, word & ~before, before & ~word, thread);
		}
		bits += 4;
	}
	for (let lane = 0; lane < 4; lane++) {
		const low = f32x4.extract_lane(leasts, 0);
		const top = f32x4.extract_lane(mosts, 0);
		least = low < least ? low : least;
		most = top > most ? top : most;
		leasts = v128.shuffle<i32>(leasts, leasts, 1, 2, 3, 0);
		mosts = v128.shuffle<i32>(mosts, mosts, 1, 2, 3, 0);
	}
	const high = load<f32>(highAt);
	if (least >= high || most <= -high || (least > -high && most < high)) {
		store<u8>(<usize>load<u32>(settledAt) + <usize>row, 1);
	}
	setDegree(row, degree, thread);
}

/** The values of the four nodes whose numbers lie at `at`. */
function fourNeighbours(field: usize, at: usize): v128 {
	const first = load<u64>(at);
	const second = load<u64>(at, 8);
	let lanes = v128.load32_zero(field + ((<usize>first) << 2));
	lanes = v128.load_lane<f32>(field + ((<usize>(first >> 32)) << 2), lanes, 1);
	lanes = v128.load_lane<f32>(field + ((<usize>second) << 2), lanes, 2);
	return v128.load_lane<f32>(field + ((<usize>(second >> 32)) << 2), lanes, 3);
}

function setDegree(row: i32, degree: i32, thread: i32): void {
	const at = <usize>load<u32>(degreeAt) + ((<usize>row) << 2);
	const before = load<i32>(at);
	if (before == degree) return;
	store<i32>(at, degree);
	const histogram = <usize>load<u32>(histogramAt) + <usize>thread * <usize>load<u32>(histogramBytesAt);
	const from = histogram + ((<usize>before) << 2);
	const to = histogram + ((<usize>degree) << 2);
	store<i32>(from, load<i32>(from) - 1);
	store<i32>(to, load<i32>(to) + 1);
	const tally = <usize>load<u32>(tallyAt) + <usize>(thread * tallyBytes);
	store<i64>(tally, load<i64>(tally, tallyDegree) + <i64>(degree - before), tallyDegree);
}

/** Pairs are told once, by the row of the higher node. */
function tell(row: i32, begin: usize, gained: u32, lost: u32, thread: i32): void {
	const tally = <usize>load<u32>(tallyAt) + <usize>(thread * tallyBytes);
	for (; lost != 0; lost &= lost - 1) {
		const other = load<i32>(begin + ((<usize>ctz<u32>(lost)) << 2));
		if (other < row) store<i32>(tally, load<i32>(tally, tallyLost) + 1, tallyLost);
	}
	const room = load<i32>(gainedRoomAt);
	const list = <usize>load<u32>(gainedAt) + ((<usize>(thread * room)) << 3);
	for (; gained != 0; gained &= gained - 1) {
		const other = load<i32>(begin + ((<usize>ctz<u32>(gained)) << 2));
		if (other >= row) continue;
		const count = load<i32>(tally, tallyGained);
		store<i32>(tally, count + 1, tallyGained);
		if (count >= room) continue; // more than there is room for: the components are made anew
		const pair = list + ((<usize>count) << 3);
		store<i32>(pair, row);
		store<i32>(pair, other, 4);
	}
}
