// Connected components of the active edges by union-find. The lower root wins and paths are halved, so that the root of a component is its
// lowest node, whatever the order and the threads (Jayanti and Tarjan, "A randomized concurrent algorithm for disjoint set union", 2016,
// with indices for priorities).
import {
	activeAt,
	gainedAt,
	gainedRoomAt,
	neighbourStartAt,
	neighboursAt,
	parentAt,
	sizeAt,
	tallyAt,
	tallyBytes,
	tallyGained,
	tallyLargest,
	tallyUnited,
} from '../layout';

/** Nodes `first` … `last` − 1 become components of their own. */
export function separate(first: i32, last: i32): void {
	const parent = <usize>load<u32>(parentAt);
	const size = <usize>load<u32>(sizeAt);
	for (let node = first; node < last; node++) {
		store<i32>(parent + ((<usize>node) << 2), node);
		store<i32>(size + ((<usize>node) << 2), 0);
	}
}

function find(parent: usize, node: i32): i32 {
	let above = load<i32>(parent + ((<usize>node) << 2));
	while (above != node) {
		const next = load<i32>(parent + ((<usize>above) << 2));
		if (next == above) return above;
		store<i32>(parent + ((<usize>node) << 2), next);
		node = next;
		above = load<i32>(parent + ((<usize>node) << 2));
	}
	return node;
}

/** True when they were two components. Other threads may join others at the same time. */
function join(parent: usize, a: i32, b: i32): bool {
	a = find(parent, a);
	b = find(parent, b);
	while (a != b) {
		const low = min(a, b);
		const high = max(a, b);
		if (atomic.cmpxchg<i32>(parent + ((<usize>high) << 2), high, low) == high) return true;
		a = find(parent, low); // another thread was quicker
		b = find(parent, high);
	}
	return false;
}

/** Joins along the active edges of rows `first` … `last` − 1 to lower nodes. */
export function unite(first: i32, last: i32, thread: i32): void {
	const parent = <usize>load<u32>(parentAt);
	const starts = <usize>load<u32>(neighbourStartAt);
	const neighbours = <usize>load<u32>(neighboursAt);
	const active = <usize>load<u32>(activeAt);
	let united = 0;
	for (let row = first; row < last; row++) {
		const from = load<u32>(starts + ((<usize>row) << 2));
		const to = load<u32>(starts + ((<usize>row) << 2), 4);
		let bits = active + ((<usize>((from >> 5) + <u32>row)) << 2);
		for (let begin = from; begin < to; begin += 32) {
			const list = neighbours + ((<usize>begin) << 2);
			for (let word = load<u32>(bits); word != 0; word &= word - 1) {
				const other = load<i32>(list + ((<usize>ctz<u32>(word)) << 2));
				if (other > row) {
					begin = to; // neighbours are sorted: the rest is told by the other rows
					break;
				}
				if (join(parent, row, other)) united++;
			}
			bits += 4;
		}
	}
	const tally = <usize>load<u32>(tallyAt) + <usize>(thread * tallyBytes);
	store<i32>(tally, load<i32>(tally, tallyUnited) + united, tallyUnited);
}

/** Adds nodes `first` … `last` − 1 to the sizes of their components. Neighbours in memory are mostly of one. */
export function countMembers(first: i32, last: i32): void {
	const parent = <usize>load<u32>(parentAt);
	const size = <usize>load<u32>(sizeAt);
	let root = -1;
	let count = 0;
	for (let node = first; node < last; node++) {
		const found = find(parent, node);
		if (found != root) {
			if (count > 0) atomic.add<i32>(size + ((<usize>root) << 2), count);
			root = found;
			count = 0;
		}
		count++;
	}
	if (count > 0) atomic.add<i32>(size + ((<usize>root) << 2), count);
}

/** The largest of the sizes of nodes `first` … `last` − 1. */
export function findLargest(first: i32, last: i32, thread: i32): void {
	const size = <usize>load<u32>(sizeAt);
	const tally = <usize>load<u32>(tallyAt) + <usize>(thread * tallyBytes);
	let largest = load<i32>(tally, tallyLargest);
	for (let node = first; node < last; node++) largest = max(largest, load<i32>(size + ((<usize>node) << 2)));
	store<i32>(tally, largest, tallyLargest);
}

/** Joins along the edges that thread `thread` told were gained, in one thread; sizes and the largest are kept. */
export function uniteGained(thread: i32): void {
	const parent = <usize>load<u32>(parentAt);
	const size = <usize>load<u32>(sizeAt);
	const tally = <usize>load<u32>(tallyAt) + <usize>(thread * tallyBytes);
	const count = load<i32>(tally, tallyGained);
	let at = <usize>load<u32>(gainedAt) + ((<usize>(thread * load<i32>(gainedRoomAt))) << 3);
	for (let pair = 0; pair < count; pair++) {
		const a = find(parent, load<i32>(at));
		const b = find(parent, load<i32>(at, 4));
		at += 8;
		if (a == b) continue;
		const low = (<usize>min(a, b)) << 2;
		const high = (<usize>max(a, b)) << 2;
		store<i32>(parent + high, <i32>(low >> 2));
		const members = load<i32>(size + low) + load<i32>(size + high);
		store<i32>(size + low, members);
		store<i32>(size + high, 0);
		store<i32>(tally, load<i32>(tally, tallyUnited) + 1, tallyUnited);
		if (members > load<i32>(tally, tallyLargest)) store<i32>(tally, members, tallyLargest);
	}
}
