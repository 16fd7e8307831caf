import test from 'ava';
import {bindings, screenActions} from '../../../source/run/registry/actions.ts';
import {commands} from '../../../source/run/registry/registry.ts';

test('every key stands once in the help, with words', t => {
	const keys = bindings().map(each => each.key);
	t.is(new Set(keys).size, keys.length);
	const wanted = 'space . + - = [ ] s r c C i p f q ? Ctrl-C Ctrl-Z'.split(' ');
	t.deepEqual([...keys].sort(), wanted.sort());
	t.true(bindings().every(each => each.title.length > 3));
});

test('ids are unique, and each has a risk', t => {
	const ids = [...commands, ...screenActions].map(each => each.id);
	t.is(new Set(ids).size, ids.length);
	t.deepEqual(
		commands.filter(each => each.risk === 'lose').map(each => each.id),
		['restore', 'stop'],
	);
});
