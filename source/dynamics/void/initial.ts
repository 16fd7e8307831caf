import {streams} from '../../base/threefry.ts';
import type {Initial, InitialContext} from '../model.ts';

/** The original's start: every node uniform in [0, 1). */
export const uniformStart: Initial = ([w], {uniform}) => {
	if (!w) return;
	for (let i = 0; i < w.length; i++) w[i] = uniform(streams.initial, i);
};

/**
An empty field but for three small nuclei at the fixed point v = 1 − beta/alpha: fronts spread and clusters merge. With node
noise on, clipping at 0 nucleates everywhere within some 30 ticks, so it is meant for runs without noise.
*/
export const nucleate: Initial = ([w], context) => {
	if (!w) return;
	const {alpha = 1, beta = 0} = context.parameters;
	// Without growth above decay the field has no fixed point but 0.
	const value = alpha > beta ? Math.fround(1 - beta / alpha) : 0;
	w.fill(0);
	for (let nucleus = 0; nucleus < 3; nucleus++) {
		const centre = Math.floor(context.uniform(streams.initial, nucleus) * w.length);
		for (const node of nearest(context, centre, Math.max(1, Math.round(w.length / 200)))) w[node] = value;
	}
};

/** The `count` nodes nearest to `centre` in the layout, itself included, ties by index. */
function nearest({x, y}: InitialContext, centre: number, count: number): number[] {
	const distance = (i: number) => Math.hypot(x[i]! - x[centre]!, y[i]! - y[centre]!);
	return Array.from(x, (_, i) => i)
		.sort((a, b) => distance(a) - distance(b) || a - b)
		.slice(0, count);
}
