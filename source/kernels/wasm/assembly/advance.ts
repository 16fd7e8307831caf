// New values of the nodes of one window, in place of the coupling sums that stand there. Rounded to float32 after every operation, in the order of
// the cpu's loops.
import {linearRateChange} from '../../../dynamics/linear-rate/assembly/change';
import {voidChange} from '../../../dynamics/void/assembly/change';
import {
	couplingAt,
	exchangeLaw,
	fromAt,
	lawAt,
	maxAt,
	minAt,
	nodeNoise,
	nodesAt,
	noiseKindAt,
	noiseScaleAt,
	scalarsAt,
	sharedNoise,
	sharedNoiseAt,
	stimulatedAt,
	stimulusAt,
	stimulusDecayAt,
	stimulusScaleAt,
	toAt,
	voidLaw,
	windowRows,
} from '../layout';
import {noiseLow, noiseMix, noiseOf, noiseSeed, noiseStep} from './noise';

/** Stimuli below this end: the largest float32 that is less than 1e-6. */
const leastStimulus: f32 = 1e-6;

export function advanceWindow(window: i32): void {
	const first = window * windowRows;
	const count = (min(load<i32>(nodesAt) - first, windowRows) + 7) & ~7;
	const offset = (<usize>first) << 2;
	const from = <usize>load<u32>(fromAt) + offset;
	const to = <usize>load<u32>(toAt) + offset;
	const law = load<i32>(lawAt);
	if (law == exchangeLaw) exchange(count, from, to);
	else react(count, first, from, to, <usize>load<u32>(stimulusAt) + offset, law);
}

/** One explicit pass of the exchange: x + coupling · sum. */
function exchange(count: i32, from: usize, to: usize): void {
	const coupling = f32x4.splat(load<f32>(couplingAt));
	for (const end = to + ((<usize>count) << 2); to < end; to += 16) {
		v128.store(to, f32x4.add(v128.load(from), f32x4.mul(coupling, v128.load(to))));
		from += 16;
	}
}

function react(count: i32, first: i32, from: usize, to: usize, stimulus: usize, law: i32): void {
	const coupling = f32x4.splat(load<f32>(couplingAt));
	const stimulusScale = f32x4.splat(load<f32>(stimulusScaleAt));
	const decay = f32x4.splat(load<f32>(stimulusDecayAt));
	const least = f32x4.splat(load<f32>(minAt));
	const most = f32x4.splat(load<f32>(maxAt));
	const drawn = load<i32>(noiseKindAt) == nodeNoise;
	const noiseScale = f32x4.splat(load<f32>(noiseScaleAt));
	const shared = load<i32>(noiseKindAt) == sharedNoise ? f32x4.splat(load<f32>(sharedNoiseAt)) : f32x4.splat(0);
	const stimulated = load<i32>(stimulatedAt) != 0;
	const mix = noiseMix();
	const noiseUnit = noiseStep();
	const low = noiseLow();
	const four = i32x4.splat(4);
	let seed = noiseSeed(first);
	// The first of a law's numbers is its float32 factor of time; the others are as wide as the law computes.
	const time = f32x4.splat(<f32>load<f64>(scalarsAt));
	const p = law == voidLaw ? f32x4.splat(<f32>load<f64>(scalarsAt, 8)) : f64x2.splat(load<f64>(scalarsAt, 8));
	const q = law == voidLaw ? f32x4.splat(<f32>load<f64>(scalarsAt, 16)) : f64x2.splat(load<f64>(scalarsAt, 16));
	let left = f32x4.splat(0);
	for (let node = 0; node < count; node += 4) {
		const x = v128.load(from);
		let y = f32x4.add(x, law == voidLaw ? voidChange(x, time, p, q) : linearRateChange(x, time, p, q));
		y = f32x4.add(y, f32x4.mul(coupling, v128.load(to)));
		let noise = shared;
		if (drawn) {
			noise = f32x4.mul(noiseScale, noiseOf(seed, mix, noiseUnit, low));
			seed = i32x4.add(seed, four);
		}
		y = f32x4.add(y, noise);
		let s = f32x4.splat(0);
		if (stimulated) {
			s = v128.load(stimulus);
			const next = v128.andnot(f32x4.mul(s, decay), f32x4.le(s, f32x4.splat(leastStimulus)));
			v128.store(stimulus, next);
			left = v128.or(left, next);
		}
		y = f32x4.add(y, f32x4.mul(stimulusScale, s));
		v128.store(to, f32x4.pmin(f32x4.pmax(y, least), most));
		from += 16;
		to += 16;
		stimulus += 16;
	}
	if (v128.any_true(left)) atomic.store<i32>(stimulatedAt, 2);
}
