<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Acts</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已撤销：{act}</source>
        <translation>Undone: {act}</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>已重做：{act}</source>
        <translation>Redone: {act}</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>命令面板</source>
        <translation>Command palette</translation>
    </message>
    <message>
        <source>输入中文、拼音首字母或英文</source>
        <translation>Type Chinese, pinyin initials or English</translation>
    </message>
    <message>
        <source>找到的命令</source>
        <translation>Commands found</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>程序遇到意外情况（{kind}）。已经写下的内容都在，请重试；若再次出现请告诉区里。</source>
        <translation>Something unexpected happened ({kind}). What was written is kept: please try again, and tell the district if it comes back.</translation>
    </message>
</context>
<context>
    <name>FirstClerk</name>
    <message>
        <source>第一位接待员也是室负责人，以后可以在「设置」里增加别人。</source>
        <translation>The first clerk is the room&apos;s leader too; others can be added under Settings later.</translation>
    </message>
    <message>
        <source>本室已有：{names}。填自己的登录名，设一个本机密码。</source>
        <translation>This room has: {names}. Enter your own login and set a password for this PC.</translation>
    </message>
    <message>
        <source>谁来用这台电脑</source>
        <translation>Who uses this PC</translation>
    </message>
    <message>
        <source>至少 6 位</source>
        <translation>At least 6 characters</translation>
    </message>
    <message>
        <source>可不填；4 位以上数字，解锁用</source>
        <translation>Optional; 4 digits or more, to unlock</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>登录名</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>开始使用</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>Gate</name>
    <message>
        <source>样例·不作凭证</source>
        <translation>Sample · not a record</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source> 等 {count} 件</source>
        <translation> and others, {count} in all</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Undone</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>操作记录</source>
        <translation>History</translation>
    </message>
    <message>
        <source>还没有操作</source>
        <translation>Nothing done yet</translation>
    </message>
    <message>
        <source>登记、派单、回访等都会记在这里，可以撤销。</source>
        <translation>Registering, dispatching, following up are listed here and can be undone.</translation>
    </message>
    <message>
        <source>本机最近的操作。撤销不删除记录，时间线上会划去并写明。</source>
        <translation>What was done on this PC lately. Undoing deletes nothing: the timeline strikes it out and says so.</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>撤销这一步</source>
        <translation>Undo this step</translation>
    </message>
    <message>
        <source>这一步已经撤销</source>
        <translation>This step is undone already</translation>
    </message>
</context>
<context>
    <name>LineState</name>
    <message>
        <source>尚未与区里连接</source>
        <translation>Not connected to the district yet</translation>
    </message>
</context>
<context>
    <name>LoginForm</name>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>接待员</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>PIN 或密码</source>
        <translation>PIN or password</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>没写完的都在，解锁后接着写。换人时选自己的名字。</source>
        <translation>What is unfinished is kept: unlock and go on. If it is somebody else, choose your name.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>样例·不作凭证</source>
        <translation>Sample · not a record</translation>
    </message>
    <message>
        <source>页面</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>其他页面</source>
        <translation>Other pages</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>菜单 F10</source>
        <translation>Menu F10</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>查找 编号 / 姓名 / 拼音 / 电话 / 地址   Ctrl+K</source>
        <translation>Find number / name / pinyin / phone / address   Ctrl+K</translation>
    </message>
    <message>
        <source>没有上一页</source>
        <translation>There is no page before</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>收起提示</source>
        <translation>Put the notice away</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>正在准备样例区…</source>
        <translation>Preparing the sample district…</translation>
    </message>
</context>
<context>
    <name>PasswordFor</name>
    <message>
        <source>{name}首次在本机登录</source>
        <translation>{name} logs in here for the first time</translation>
    </message>
    <message>
        <source>请室负责人在旁输入自己的密码，再由本人设一个本机密码。</source>
        <translation>The room&apos;s leader enters his or her own password, then the clerk sets one for this PC.</translation>
    </message>
    <message>
        <source>室负责人</source>
        <translation>Room&apos;s leader</translation>
    </message>
    <message>
        <source>负责人的密码</source>
        <translation>Leader&apos;s password</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>设好并登录</source>
        <translation>Set and log in</translation>
    </message>
    <message>
        <source>两次输入不一样</source>
        <translation>The two do not match</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>民生接待</source>
        <translation>Reception</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>RecoveryCard</name>
    <message>
        <source>恢复码：只显示这一次</source>
        <translation>Recovery key: shown only once</translation>
    </message>
    <message>
        <source>电脑坏了或换电脑时，凭它打开备份。打印或抄下来，封进信封交室负责人保管；不要存在这台电脑上。</source>
        <translation>It opens a backup when the PC breaks or is replaced. Print it or write it down, seal it in an envelope and give it to the room&apos;s leader; do not keep it on this PC.</translation>
    </message>
    <message>
        <source>已打印或抄写，并封好收起</source>
        <translation>Printed or written down, sealed and put away</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
</context>
<context>
    <name>RestoreForm</name>
    <message>
        <source>用备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>备份之后登记的、已经上报的，联网后会自动收回。</source>
        <translation>What was registered after the backup and sent comes back by itself once there is a line.</translation>
    </message>
    <message>
        <source>备份文件</source>
        <translation>Backup file</translation>
    </message>
    <message>
        <source>恢复码</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
</context>
<context>
    <name>RoomForm</name>
    <message>
        <source>加入本区</source>
        <translation>Join the district</translation>
    </message>
    <message>
        <source>地址和入网码由区里发给接待室，入网码用一次就作废。</source>
        <translation>The district gives each room the address and a code; the code works once.</translation>
    </message>
    <message>
        <source>先离线使用</source>
        <translation>Begin offline</translation>
    </message>
    <message>
        <source>代码是编号的开头，例如 NG07；不清楚可以问区里。</source>
        <translation>The code begins every number, NG07 for instance; the district knows it.</translation>
    </message>
    <message>
        <source>一般不用填</source>
        <translation>Usually left empty</translation>
    </message>
    <message>
        <source>接待室代码</source>
        <translation>Room code</translation>
    </message>
    <message>
        <source>服务器地址</source>
        <translation>Server address</translation>
    </message>
    <message>
        <source>入网码</source>
        <translation>Enrolment code</translation>
    </message>
    <message>
        <source>证书文件</source>
        <translation>Certificate file</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>显示</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>明暗</source>
        <translation>Brightness</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>标准</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>特大</source>
        <translation>Largest</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>快捷键一览</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Sitting</name>
    <message>
        <source>样例没有密码，不用锁定</source>
        <translation>The sample has no password, so there is nothing to lock</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>现在由{name}使用</source>
        <translation>{name} is at the desk now</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>打不开这个接待台</source>
        <translation>This desk cannot be opened</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>打开数据文件夹</source>
        <translation>Open the data folder</translation>
    </message>
    <message>
        <source>用备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>已保留</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>数据没有改动，仍在下面的文件夹里</source>
        <translation>Nothing was changed; the data is in the folder below</translation>
    </message>
    <message>
        <source>可以做</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>请停止在本机登记，用最近的备份和信封里的恢复码恢复；拿不准时先告诉区里。</source>
        <translation>Stop registering on this PC and restore the latest backup with the recovery key from the envelope; when in doubt, tell the district first.</translation>
    </message>
    <message>
        <source>换了电脑或重装过系统时，用最近的备份和信封里的恢复码恢复。</source>
        <translation>After a new PC or a new system, restore the latest backup with the recovery key from the envelope.</translation>
    </message>
    <message>
        <source>关掉正在用这个文件夹的其他程序，看看磁盘是否已满，然后重试。</source>
        <translation>Close other programs that use this folder, see whether the disk is full, then try again.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>欢迎使用民生接待</source>
        <translation>Welcome to Reception</translation>
    </message>
    <message>
        <source>这台电脑还没有接待室的资料。按数字选一种开始方式，以后都能再改。</source>
        <translation>This PC holds nothing of a room yet. Choose a way to start by its digit; it can be changed later.</translation>
    </message>
    <message>
        <source>开始方式</source>
        <translation>Way to start</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>加入本区</source>
        <translation>Join the district</translation>
    </message>
    <message>
        <source>用样例数据试用</source>
        <translation>Try with sample data</translation>
    </message>
    <message>
        <source>先离线使用</source>
        <translation>Begin offline</translation>
    </message>
    <message>
        <source>用备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>需要区里给的服务器地址和入网码。没有网络时照常登记，来了网自动上报。</source>
        <translation>Needs the server&apos;s address and a code from the district. Without a line you register as usual; it is sent when there is one.</translation>
    </message>
    <message>
        <source>43 个接待室、53 个网格的样例区，随便试。样例在自己的文件夹里，不会混进正式数据。</source>
        <translation>A sample district of 43 rooms and 53 grids to try anything on. It lives in its own folder and never mixes with real records.</translation>
    </message>
    <message>
        <source>只填接待室代码就能开始登记，以后在「同步」页加入本区，已登记的会一起上报。</source>
        <translation>Enter the room&apos;s code and begin. Join the district later on the Sync page; what was registered is sent along.</translation>
    </message>
    <message>
        <source>换了电脑时用：选最近的备份文件，输入信封里的恢复码。</source>
        <translation>For a new PC: choose the latest backup file and enter the recovery key from the envelope.</translation>
    </message>
</context>
<context>
    <name>WindowBar</name>
    <message>
        <source>前 2,000 条</source>
        <translation>Previous 2,000</translation>
    </message>
    <message>
        <source>后 2,000 条</source>
        <translation>Next 2,000</translation>
    </message>
    <message>
        <source>第 {first}–{last} 条，共 {total} 条</source>
        <translation>{first}–{last} of {total}</translation>
    </message>
</context>
</TS>
