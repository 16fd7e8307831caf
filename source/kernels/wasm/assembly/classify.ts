// The class of every node: high when W ≥ h, negative when W ≤ −h, low between them, h being the least number whose square passes the threshold.
// Two high nodes are always joined actively and two low ones never: only rows in which classes meet have to be looked at.
import {
	afreshAt,
	fieldAt,
	highAt,
	momentBytes,
	momentNodes,
	momentsAt,
	negativeAt,
	neighbourStartAt,
	neighboursAt,
	nodesAt,
	positiveAt,
	settledAt,
} from '../layout';

/** Nodes of the blocks `first` … `last` − 1: their classes, and the sums that mean and variance are made of. */
export function classify(first: i32, last: i32): void {
	for (let block = first; block < last; block++) {
		const from = block * momentNodes;
		const to = min(from + momentNodes, load<i32>(nodesAt));
		addMoments(block, from, to);
		for (let node = from; node < to; node += 32) classifyWord(node, to);
	}
}

/** Sums of differences to the block's first value, and of their squares, of nodes i with i mod 4 = 0, 1, 2, 3, then added up. */
function addMoments(block: i32, from: i32, to: i32): void {
	const field = <usize>load<u32>(fieldAt);
	let at = field + ((<usize>from) << 2);
	const origin = <f64>load<f32>(at);
	const shift = f64x2.splat(origin);
	let sum01 = f64x2.splat(0);
	let sum23 = f64x2.splat(0);
	let square01 = f64x2.splat(0);
	let square23 = f64x2.splat(0);
	for (const end = field + ((<usize>(to & ~3)) << 2); at < end; at += 16) {
		const x = v128.load(at);
		const d01 = f64x2.sub(f64x2.promote_low_f32x4(x), shift);
		const d23 = f64x2.sub(f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3)), shift);
		sum01 = f64x2.add(sum01, d01);
		sum23 = f64x2.add(sum23, d23);
		square01 = f64x2.add(square01, f64x2.mul(d01, d01));
		square23 = f64x2.add(square23, f64x2.mul(d23, d23));
	}
	for (let node = to & ~3; node < to; node++) {
		const d = <f64>load<f32>(field + ((<usize>node) << 2)) - origin;
		const place = node & 3;
		const pair = place & 1 ? f64x2(0, d) : f64x2(d, 0);
		const squares = f64x2.mul(pair, pair);
		if (place < 2) {
			sum01 = f64x2.add(sum01, pair);
			square01 = f64x2.add(square01, squares);
		} else {
			sum23 = f64x2.add(sum23, pair);
			square23 = f64x2.add(square23, squares);
		}
	}
	const out = <usize>load<u32>(momentsAt) + <usize>(block * momentBytes);
	store<f64>(out, origin);
	store<f64>(out, total(sum01, sum23), 8);
	store<f64>(out, total(square01, square23), 16);
}

function total(pair01: v128, pair23: v128): f64 {
	return (
		f64x2.extract_lane(pair01, 0) +
		f64x2.extract_lane(pair01, 1) +
		(f64x2.extract_lane(pair23, 0) + f64x2.extract_lane(pair23, 1))
	);
}

/** The classes of 32 nodes, a bit each in two words. Where a class has changed, the rows of the node and its neighbours are unsettled. */
function classifyWord(node: i32, to: i32): void {
	const field = <usize>load<u32>(fieldAt) + ((<usize>node) << 2);
	const high = f32x4.splat(load<f32>(highAt));
	const deep = f32x4.neg(high);
	let positive = 0;
	let negative = 0;
	for (let lane = 0; lane < 32; lane += 4) {
		if (node + lane >= to) break;
		const x = v128.load(field + ((<usize>lane) << 2));
		positive |= i32x4.bitmask(f32x4.ge(x, high)) << lane;
		negative |= i32x4.bitmask(f32x4.le(x, deep)) << lane;
	}
	if (to - node < 32) {
		const inside = (1 << (to - node)) - 1;
		positive &= inside;
		negative &= inside;
	}
	const positives = <usize>load<u32>(positiveAt) + (<usize>node >> 3);
	const negatives = <usize>load<u32>(negativeAt) + (<usize>node >> 3);
	let changed = (positive ^ load<i32>(positives)) | (negative ^ load<i32>(negatives));
	if (changed == 0) return;
	store<i32>(positives, positive);
	store<i32>(negatives, negative);
	if (load<i32>(afreshAt) != 0) return; // nothing is settled then
	for (; changed != 0; changed &= changed - 1) unsettle(node + ctz(changed));
}

function unsettle(node: i32): void {
	const settled = <usize>load<u32>(settledAt);
	const starts = <usize>load<u32>(neighbourStartAt) + ((<usize>node) << 2);
	const neighbours = <usize>load<u32>(neighboursAt);
	store<u8>(settled + <usize>node, 0);
	let at = neighbours + ((<usize>load<u32>(starts)) << 2);
	for (const end = neighbours + ((<usize>load<u32>(starts, 4)) << 2); at < end; at += 4) {
		store<u8>(settled + <usize>load<u32>(at), 0);
	}
}
