import type {Frame, Status} from '../run/protocol.ts';

/** Parts of a frame that are other objects whenever there is anything else in them. */
const wholes = ['settings', 'events', 'samples', 'part', 'watched', 'facts'] as const;

/** Whether two frames show the same: then there is nothing to draw. Cheap, whatever the graph. */
export function sameFrame(a: Frame | undefined, b: Frame): boolean {
	if (a === undefined || wholes.some(name => a[name] !== b[name])) return false;
	return a.link?.state === b.link?.state && a.link?.message === b.link?.message && sameStatus(a.status, b.status);
}

function sameStatus(a: Status, b: Status): boolean {
	if (a === b) return true;
	const names = Object.keys({...a, ...b}) as (keyof Status)[];
	return names.every(name =>
		name === 'metrics' || name === 'input' ? sameNumbers(a[name], b[name]) : Object.is(a[name], b[name]),
	);
}

const sameNumbers = <Numbers extends object>(a: Numbers, b: Numbers): boolean =>
	a === b || (Object.keys(a) as (keyof Numbers)[]).every(name => Object.is(a[name], b[name]));
