import {mkdirSync, readFileSync, rmdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';

type Controller = 'cpu' | 'memory';

/** Where this machine has its control groups: a tree for each controller, or one for all. */
interface Trees {
	readonly version: 1 | 2;
	readonly place: Readonly<Record<Controller, string>>;
}

const files = {
	1: {cpu: 'cpu.cfs_quota_us', memory: 'memory.limit_in_bytes'},
	2: {cpu: 'cpu.max', memory: 'memory.max'},
} as const;

const mounts = (): readonly (readonly string[])[] =>
	process.platform === 'linux'
		? readFileSync('/proc/self/mounts', 'utf8')
				.split('\n')
				.map(line => line.split(' '))
		: [];

function trees(): Trees | undefined {
	const one = (controller: Controller) =>
		mounts().find(([, , type, options]) => type === 'cgroup' && options?.split(',').includes(controller))?.[1];
	const [cpu, memory, two] = [one('cpu'), one('memory'), mounts().find(([, , type]) => type === 'cgroup2')?.[1]];
	if (cpu !== undefined && memory !== undefined) return {version: 1, place: {cpu, memory}};
	return two === undefined ? undefined : {version: 2, place: {cpu: two, memory: two}};
}

/** Makes a group in a group that has the limit, and gives the folder of the inner one. Throws where groups can't be made. */
function nested(
	{version, place}: Trees,
	controller: Controller,
	limit: string,
): readonly [inner: string, remove: () => void] {
	const outer = join(place[controller], `connectop-${process.pid}-${controller}`);
	const inner = join(outer, 'step');
	const remove = () => {
		for (const folder of [inner, outer]) rmdirSync(folder);
	};
	if (version === 2) writeFileSync(join(place[controller], 'cgroup.subtree_control'), `+${controller}`);
	mkdirSync(inner, {recursive: true});
	try {
		writeFileSync(join(outer, files[version][controller]), limit);
	} catch (error) {
		remove();
		throw error;
	}
	return [inner, remove];
}

/** Why no control group can be made here, if none can. */
export function noControlGroups(): string | undefined {
	const found = trees();
	if (!found) return 'no control groups are mounted';
	try {
		for (const controller of ['cpu', 'memory'] as const)
			nested(found, controller, controller === 'cpu' ? quota(found, 1) : '1000000000')[1]();
		return undefined;
	} catch (error) {
		return `control groups can't be made: ${(error as NodeJS.ErrnoException).code}`;
	}
}

/** In version 1 the period is as it was, 0.1 s. */
const quota = ({version}: Trees, processors: number): string =>
	version === 1 ? `${processors * 100_000}` : `${processors * 100_000} 100000`;

/** The words that run a command in a group whose outer group has that limit; it is gone when the test is over. */
export function inGroup(
	t: ExecutionContext,
	limit: {readonly processors: number} | {readonly bytes: number},
): readonly [string, ...string[]] {
	const found = trees();
	if (!found) throw new Error('no control groups are mounted');
	const [inner, remove] =
		'bytes' in limit ? nested(found, 'memory', `${limit.bytes}`) : nested(found, 'cpu', quota(found, limit.processors));
	t.teardown(remove);
	return ['sh', '-c', `echo $$ > ${inner}/cgroup.procs && exec "$0" "$@"`];
}
