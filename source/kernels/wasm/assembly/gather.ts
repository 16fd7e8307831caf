// The values of four nodes, whose byte offsets lie at `at`. Two offsets are read at once: wasm has no gather, and one load less for two
// values makes a tenth of the tick.
export function gather(values: usize, at: usize): v128 {
	const first = load<u64>(at);
	const second = load<u64>(at, 8);
	let lanes = v128.load32_zero(values + <usize>first);
	lanes = v128.load_lane<f32>(values + <usize>(first >> 32), lanes, 1);
	lanes = v128.load_lane<f32>(values + <usize>second, lanes, 2);
	return v128.load_lane<f32>(values + <usize>(second >> 32), lanes, 3);
}

// The values of the four rows of a window whose numbers are the bytes at `at`.
export function gatherRows(window: usize, at: usize): v128 {
	let lanes = v128.load32_zero(window + ((<usize>load<u8>(at)) << 2));
	lanes = v128.load_lane<f32>(window + ((<usize>load<u8>(at, 1)) << 2), lanes, 1);
	lanes = v128.load_lane<f32>(window + ((<usize>load<u8>(at, 2)) << 2), lanes, 2);
	return v128.load_lane<f32>(window + ((<usize>load<u8>(at, 3)) << 2), lanes, 3);
}

export function scatterRows(window: usize, at: usize, lanes: v128): void {
	v128.store_lane<f32>(window + ((<usize>load<u8>(at)) << 2), lanes, 0);
	v128.store_lane<f32>(window + ((<usize>load<u8>(at, 1)) << 2), lanes, 1);
	v128.store_lane<f32>(window + ((<usize>load<u8>(at, 2)) << 2), lanes, 2);
	v128.store_lane<f32>(window + ((<usize>load<u8>(at, 3)) << 2), lanes, 3);
}
