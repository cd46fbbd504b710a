import { createRoot } from 'react-dom/client'
import { createApi } from './api.ts'
import { App } from './app.tsx'
import '../shared/styles/tokens.css'
import '../shared/styles/base.css'
import './styles/shell.css'
import './styles/parts.css'
import './styles/supervisor.css'
import './styles/desk.css'
import './styles/contact.css'
import './styles/softphone.css'

const place = document.getElementById('page')
if (place === null) throw new Error('the page has no place for the console')
createRoot(place).render(<App api={createApi(location.href)} />)
