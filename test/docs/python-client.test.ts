import {python, withNumpy} from '../clients/python.ts';
import {ownPlace, serve} from '../server/served.ts';
import {page} from './pages.ts';

const place = ownPlace();
const {text} = page('docs/python-client.md');

withNumpy('what the page on Python shows is what happens', async t => {
	await serve(t, place);
	const shown = [...text.matchAll(/^```python\n([\s\S]*?)^```/gm)].map(([, block]) => block);
	t.is(shown.length, 4);
	const got = await python(
		t,
		place,
		[...shown, 'print(json.dumps([run.paused, run.hz, run.settings["clamped"]]))'].join('\n'),
	);
	t.deepEqual(got, [false, 20, []]);
});

withNumpy('every call that the page names is there', async t => {
	const called = [...new Set([...text.matchAll(/`run\.(\w+)/g)].map(([, name]) => name))];
	t.true(called.length > 20);
	const program = 'print(json.dumps([name for name in sys.argv[1:] if not hasattr(connectop.Run, name)]))';
	t.deepEqual(await python(t, place, program, called as string[]), []);
});
