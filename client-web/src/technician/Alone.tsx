// Says plainly what a browser can do here and what needs the host program. It offers nothing and promises nothing.
import { words } from './alone.text.ts';

export function Alone() {
  const { title, alone, can, host, cannot } = words();
  return (
    <details class="alone small">
      <summary>{title}</summary>
      <h3>{alone}</h3>
      <ul>
        {can.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <h3>{host}</h3>
      <ul>
        {cannot.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  );
}
