import {setImmediate as soon} from 'node:timers/promises';
import {uniform} from '../../../source/base/threefry.ts';
import {domainSparsity} from '../../../source/dynamics/void/domains.ts';
import type {RunClient} from '../../../source/run/client.ts';

type Step = readonly [id: string, args: Readonly<Record<string, unknown>>];

const domains = Object.keys(domainSparsity);

/** Random numbers of a seed, one after the other. */
export function dice(seed: number): (sides: number) => number {
	let index = 0;
	return sides => Math.floor(uniform(seed, 77, 0, index++) * sides);
}

/** A random command of those that change a run, or its pace. `nodes`: how many there are. */
function step(roll: (sides: number) => number, nodes: number): Step {
	const set = (name: string, value: number | string): Step => ['set', {name, value}];
	const kinds: readonly (() => Step)[] = [
		() => set('hz', 400 + 50 * roll(13)),
		() => set('domain', domains[roll(domains.length)] ?? ''),
		() => set('noise', ['none', 'shared', 'node'][roll(3)] ?? ''),
		() => set('noise-amplitude', roll(100) / 1000),
		() => set('dt', (1 + roll(20)) / 10),
		() => set('diffusion', roll(60) / 1000),
		() => set('stim-gain', roll(30) / 10),
		() => set('threshold', roll(100) / 100),
		() => set('measure-every', 1 + roll(4)),
		() => set('coupling', ['scaled', 'raw'][roll(2)] ?? ''),
		() => set('synthetic', ['none', 'pulse'][roll(2)] ?? ''),
		() => ['stimulus', {texts: Array.from({length: 1 + roll(3)}, () => `text ${roll(1e6)} é😀`)}],
		() => ['excite', {node: roll(nodes), hops: roll(3), amplitude: roll(10) / 10}],
		() => ['quench', {node: roll(nodes), hops: roll(3)}],
		() => ['clamp', {nodes: [roll(nodes), roll(nodes)], value: roll(11) / 10}],
		() => ['silence', {nodes: [roll(nodes)]}],
		() => ['release', roll(2) === 0 ? {} : {nodes: [roll(nodes)]}],
		() => ['undo', {}],
		() => ['break', {when: `tick > ${roll(500)}`, do: ['checkpoint', 'pause']}],
		() => ['unbreak', {}],
		() => ['record', {spec: `nodes=${roll(nodes)} every=${1 + roll(9)}t to=${['npy', 'csv', 'jsonl'][roll(3)] ?? ''}`}],
		() => ['unrecord', {}],
		() => ['checkpoint', {}],
		() => ['pause', {}],
		() => ['step', {count: 1 + roll(3)}],
		() => ['resume', {}],
		() => ['restore', {}],
	];
	return kinds[roll(kinds.length)]?.() ?? ['resume', {}];
}

/**
A script of random commands of a seed, with an `at` each, that saves and goes back on its way. Every restore is of a checkpoint that the script
saved, and its `at` the tick it goes on from.
*/
export function randomScript(seed: number, count: number, nodes: number) {
	const roll = dice(seed);
	const entries: {at: number; id: string; args: Readonly<Record<string, unknown>>}[] = [];
	const saved: {file: string; tick: number}[] = [];
	let [tick, epoch] = [0, 0];
	for (let i = 0; i < count; i++) {
		const [id, args] = step(roll, nodes);
		if (['pause', 'step', 'resume', 'undo', 'break'].includes(id)) continue;
		if (id === 'set' && ['hz', 'domain'].includes(String(args['name'])) && roll(2) === 0) continue;
		tick += roll(6);
		if (id !== 'restore') {
			entries.push({at: tick, id, args});
			const file = epoch === 0 ? `state_${tick}.npz` : `state_${tick}.${epoch}.npz`;
			if (id === 'checkpoint') saved.push({file, tick});
			continue;
		}
		const place = saved[roll(Math.max(1, saved.length))];
		if (!place) continue;
		entries.push({at: tick, id, args: {file: place.file}});
		tick = place.tick;
		epoch++;
	}
	return entries;
}

/** Sends so many random commands of a seed to a run, and lets it tick between them. Returns how many took effect. */
export async function steer(client: RunClient, seed: number, count: number, nodes: number): Promise<number> {
	const roll = dice(seed);
	let done = 0;
	for (let i = 0; i < count; i++) {
		const [id, args] = step(roll, nodes);
		const saved = client.checkpoints();
		const file = saved[roll(Math.max(1, saved.length))]?.file;
		if (id === 'restore' && file === undefined) continue;
		const outcome = await client.send({id, args: id === 'restore' ? {file} : args, by: 'library'});
		if (outcome.ok) done++;
		if (client.settings.paused && roll(3) > 0) await client.send({id: 'resume', args: {}, by: 'library'});
		// Some commands share their tick, others are ticks apart.
		const {tick, epoch} = client.frame().status;
		const ticks = roll(4);
		while (
			!client.settings.paused &&
			client.frame().status.epoch === epoch &&
			client.frame().status.tick < tick + ticks &&
			!client.frame().status.ended
		)
			await soon();
	}
	return done;
}
