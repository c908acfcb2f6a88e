//! Whether the desktop's theme is a dark one: asked of its portal, and heard of when it changes.
//!
//! Where there is no portal nothing is said, and the theme by day stays.

use std::pin::Pin;

use zbus::export::futures_core::Stream;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, Message, Proxy};

use crate::app::Event;
use crate::host::jobs;
use crate::window::EventSink;

const SERVICE: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const INTERFACE: &str = "org.freedesktop.portal.Settings";
const NAMESPACE: &str = "org.freedesktop.appearance";
const KEY: &str = "color-scheme";
/// What the portal says where a dark theme is preferred.
const PREFERS_DARK: u32 = 1;

/// Sends [`Event::SystemTheme`] now and whenever it changes, from a thread of its own.
pub(crate) fn watch(sink: EventSink) {
    // Its failure leaves the theme as it is.
    drop(jobs::spawn("theme", move || pollster::block_on(follow(&sink)), drop));
}

async fn follow(sink: &EventSink) -> zbus::Result<()> {
    let connection = Connection::session().await?;
    let portal = Proxy::new(&connection, SERVICE, PATH, INTERFACE).await?;
    let mut changes = portal.receive_signal("SettingChanged").await?;
    let now: OwnedValue = portal.call("Read", &(NAMESPACE, KEY)).await?;
    sink.send(Event::SystemTheme(is_dark(&now)));
    while let Some(change) = std::future::poll_fn(|cx| Pin::new(&mut changes).poll_next(cx)).await {
        if let Some(is_dark) = changed(&change) {
            sink.send(Event::SystemTheme(is_dark));
        }
    }
    Ok(())
}

/// What a signal says of the theme, if it is about that.
fn changed(message: &Message) -> Option<bool> {
    let body = message.body();
    let (namespace, key, value): (String, String, OwnedValue) = body.deserialize().ok()?;
    (namespace == NAMESPACE && key == KEY).then(|| is_dark(&value))
}

/// The number may be wrapped in a variant, as older portals answer.
fn is_dark(value: &Value<'_>) -> bool {
    match value {
        Value::U32(number) => *number == PREFERS_DARK,
        Value::Value(inner) => is_dark(inner),
        _ => false,
    }
}
